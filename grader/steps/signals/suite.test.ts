import type * as SignalsStep from '../../../solution/signals';
import { JOB, NO_JOB, NO_JOB_EVER } from '../../../solution/supplied/user/signalCells';
import type { Answer } from '../../harness/parent/suite/Answer';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Tools } from '../../harness/parent/suite/Check';
import { show } from '../../harness/parent/suite/show';
import type { OtherThread, SignalsCall } from './channel/SignalsCall';
import { repeatAlone, repeatEachMoment } from './repeatCalls';
import type { Run } from './repeatCalls';

const check = checksOf<typeof SignalsStep>('signals');

type Call = SignalsCall['call'];
type Play = Tools<typeof SignalsStep>['play'];

/** How many hashes each of the two real threads counts. */
const EACH = 200_000;

check(
  'countHashes adds hashes to the HASHES cell',
  {
    of: 'countHashes',
    sentence: [1, 9],
    points: 1,
    why: "The users of your miner see only this count. If you write into another cell, you change the miner's job, or stop the miner.",
  },
  async ({ play, random }) => {
    const [job, before, first, second] = numbers(random);
    const runs = await alone(play, [0, job, before], [counting(first), counting(second)]);
    runs.mustLeave([0, job, before + first], 0);
    runs.mustLeave([0, job, before + first + second], 1);
  },
);

check(
  'takeHashes returns the value of the HASHES cell and leaves zero there; if nothing was counted, it returns 0',
  {
    of: 'takeHashes',
    sentence: 3,
    points: 1,
    why: 'Hashes that are not returned are lost. Hashes that stay in the cell are reported twice, and the miner seems too fast.',
  },
  async ({ play, random }) => {
    const [job, count] = numbers(random);
    const taking: Call = { name: 'takeHashes' };
    const runs = await alone(play, [0, job, count], [taking, taking]);
    runs.mustReturn(count, 0);
    runs.mustHold('HASHES', 0, 0);
    runs.mustReturn(0, 1);
    runs.mustHold('HASHES', 0, 1);
  },
);

check(
  'takeHashes changes no other cell',
  {
    of: 'takeHashes',
    sentence: [3, 9],
    points: 1,
    why: 'If you clear the job too, the miner drops its block. If you clear the stop flag, the miner never stops.',
  },
  async ({ play, random }) => {
    const [job, count] = numbers(random);
    const runs = await alone(play, [1, job, count], [{ name: 'takeHashes' }]);
    runs.mustReturn(count, 0);
    runs.mustHold('STOP', 1, 0);
    runs.mustHold('JOB', job, 0);
  },
);

check(
  'If the JOB cell holds number, claimJob puts NO_JOB there and returns true',
  {
    of: 'claimJob',
    sentence: [5, 6, 9],
    points: 1,
    why: 'If claimJob returns false here, the miner drops its block. If the number stays in the cell, the job is mined and claimed a second time.',
  },
  async ({ play, random }) => {
    const [job, count] = numbers(random);
    const runs = await alone(play, [0, job, count], [claiming(job), claiming(job)]);
    runs.mustReturn(true, 0);
    runs.mustLeave([0, NO_JOB, count], 0);
    runs.mustReturn(false, 1);
  },
);

check(
  'If the JOB cell holds any other value, claimJob returns false and leaves the cell: a newer job stays',
  {
    of: 'claimJob',
    sentence: [6, 9],
    points: 1,
    why: 'If an old job is claimed, the miner hands in an unwanted block. If the cell changes, a new job is lost, or a cancelled job comes back.',
  },
  async ({ play, random }) => {
    const [job, count] = numbers(random);
    for (const held of [job + 1, job - 1, NO_JOB, NO_JOB_EVER]) {
      const runs = await alone(play, [0, held, count], [claiming(job)]);
      runs.mustReturn(false, 0);
      runs.mustLeave([0, held, count], 0);
    }
    const newer: OtherThread = { does: 'post', number: job + 1 };
    const runs = await disturbed(play, [0, job, count], claiming(job), newer);
    runs.mustAll(
      ({ cells }) => cells[JOB] === job + 1,
      `${job + 1} in JOB: a job that is posted during the call stays`,
      ({ cells }) => `${cells[JOB]} in JOB`,
    );
  },
);

check(
  'No addition is lost, no matter how many threads count at once',
  {
    of: 'countHashes',
    sentence: [2, 4],
    points: 2,
    why: 'The other thread can count at any moment, also between two accesses of yours. This is rare in tests, and common on a busy machine.',
  },
  async ({ play, random }) => {
    const [job, before, ours, theirs] = numbers(random);
    const cells = [0, job, before];
    const counted = await disturbed(play, cells, counting(ours), {
      does: 'count',
      number: theirs,
    });
    const total = before + ours + theirs;
    const lost = counted.fails(({ cells: [, , hashes] }) => hashes === total)
      ? await lostInReality(play)
      : '';
    counted.mustAll(
      ({ cells: [, , hashes] }) => hashes === total,
      `${total} in HASHES: ${before} from before, your ${ours} and the other thread's ${theirs}`,
      ({ cells: [, , hashes] }) => `${hashes} in HASHES${lost}`,
    );
    const taken = await disturbed(play, cells, counting(ours), { does: 'take' });
    taken.mustAll(
      ({ cells: [, , hashes], other }) => hashes + Number(other) === before + ours,
      `${before + ours} hashes: those that the other thread took, plus those in HASHES`,
      ({ cells: [, , hashes], other }) => `${show(other)} were taken, and ${hashes} are in HASHES`,
    );
  },
);

check(
  'Hashes that are counted while takeHashes runs are returned exactly once, now or later',
  {
    of: 'takeHashes',
    sentence: 4,
    points: 1,
    why: 'If the miner counts between your load and your store, its hashes are lost. If you do not clear the cell, they are returned twice.',
  },
  async ({ play, random }) => {
    const [job, before, theirs] = numbers(random);
    const runs = await disturbed(
      play,
      [0, job, before],
      { name: 'takeHashes' },
      { does: 'count', number: theirs },
    );
    runs.mustAll(
      ({ returned, cells: [, , hashes] }) => numberIn(returned) + hashes === before + theirs,
      `${before + theirs} hashes: those that it returned, plus those left in HASHES`,
      ({ returned, cells: [, , hashes] }) =>
        `it returned ${show(returned)}, and ${hashes} are left in HASHES`,
    );
  },
);

check(
  'Two threads that take at the same time never take the same hashes: taking is one atomic operation',
  {
    of: 'takeHashes',
    sentence: [4, 8],
    points: 1,
    why: 'If two threads take the same hashes, these count twice. Today only one thread takes them, but a user can get a second one.',
  },
  async ({ play, random }) => {
    const [job, before] = numbers(random);
    const cells = [0, job, before];
    const runs = await disturbed(play, cells, { name: 'takeHashes' }, { does: 'take' });
    runs.mustAll(
      ({ returned, other, cells: [, , hashes] }) =>
        numberIn(returned) + Number(other) === before && hashes === 0,
      `${before} hashes taken by the two together, and 0 in HASHES`,
      ({ returned, other, cells: [, , hashes] }) =>
        `it returned ${show(returned)}, the other thread took ${show(other)}, and HASHES holds ${hashes}`,
    );
  },
);

check(
  'If several threads claim the same job, exactly one gets true',
  {
    of: 'claimJob',
    sentence: 7,
    points: 1,
    why: 'If both the miner and the server get true, the miner hands in a block that the server has cancelled. If neither gets true, the job is lost.',
  },
  async ({ play, random }) => {
    const [job, count] = numbers(random);
    const rival: OtherThread = { does: 'claim', number: job };
    const runs = await disturbed(play, [0, job, count], claiming(job), rival);
    runs.mustAll(
      ({ returned, other }) => typeof other === 'boolean' && returned === !other,
      'one of the two gets true, the other false',
      ({ returned, other }) =>
        other === undefined
          ? `it returned ${show(returned)} without reading the cell`
          : `it returned ${show(returned)}, and the other thread got ${show(other)}`,
    );
  },
);

/** The results of several calls, or of one call for each moment at which another thread can act. */
class Runs {
  /** @param words the text for each call, or two texts for an act during and after the call */
  constructor(
    private readonly all: readonly Run[],
    private readonly seen: Answer,
    private readonly words: readonly string[],
  ) {}

  mustReturn(expected: unknown, call: number): void {
    const { returned } = this.all[call];
    this.seen.must(returned === expected, {
      tried: this.words[call],
      expected: show(expected),
      got: show(returned),
    });
  }

  mustHold(cell: 'STOP' | 'JOB' | 'HASHES', expected: number, call: number): void {
    const held = this.all[call].cells[['STOP', 'JOB', 'HASHES'].indexOf(cell)];
    this.seen.must(held === expected, {
      tried: this.words[call],
      expected: `then ${expected} in ${cell}`,
      got: `${held} in ${cell}`,
    });
  }

  mustLeave([stop, job, hashes]: readonly number[], call: number): void {
    this.mustHold('HASHES', hashes, call);
    this.mustHold('JOB', job, call);
    this.mustHold('STOP', stop, call);
  }

  fails(holds: (run: Run) => boolean): boolean {
    return !this.all.every(holds);
  }

  /**
   * Demands that `holds` accepts each run. A failure shows the steps of the first run that is not
   * accepted.
   */
  mustAll(holds: (run: Run) => boolean, expected: string, got: (run: Run) => string): void {
    const broken = this.all.find((run) => !holds(run));
    if (broken === undefined) return;
    const story = broken.story.map((line) => `- ${line}`).join('\n');
    const tried = this.words[broken.afterwards ? 1 : 0];
    this.seen.must(false, { tried, expected, got: `${got(broken)}. In order:\n${story}` });
  }
}

async function alone(play: Play, cells: readonly number[], calls: readonly Call[]): Promise<Runs> {
  const words = calls.map((call, i) =>
    i === 0 ? `${shown(call)}, with ${shownCells(cells)}` : `then ${shown(call)}`,
  );
  const about = { of: calls[0].name, tried: words.join(', ') };
  const seen = await play('alone', about, { cells, calls });
  return new Runs(
    seen.read((recorded) => repeatAlone(recorded, cells, calls.length)),
    seen,
    words.map((_, i) => words.slice(0, i + 1).join(', ')),
  );
}

async function disturbed(
  play: Play,
  cells: readonly number[],
  call: Call,
  other: OtherThread,
): Promise<Runs> {
  const called = `${shown(call)}, with ${shownCells(cells)}`;
  const what = `another thread ${DOES[other.does]}`;
  const tried = `${called}, while ${what}`;
  const interfered = { cells, call, other };
  const seen = await play('atEachMoment', { of: call.name, tried }, interfered);
  const runs = seen.read((recorded) => repeatEachMoment(recorded, interfered));
  return new Runs(runs, seen, [tried, `${called}; then ${what}`]);
}

const DOES: Record<OtherThread['does'], string> = {
  count: 'counts too',
  take: 'takes the hashes',
  claim: 'claims the same job',
  post: 'posts a newer job',
};

/**
 * Returns in words how many counts two real threads lose. Returns an empty text if no count is
 * lost.
 */
async function lostInReality(play: Play): Promise<string> {
  const about = { of: 'countHashes', tried: 'countHashes, by two threads at once' } as const;
  const arrived = Number((await play('race', about, { each: EACH })).value);
  const lost = 2 * EACH - arrived;
  if (!(lost > 0)) return '';
  return `; and now, when two real threads counted ${EACH} each, ${lost} of ${2 * EACH} were lost`;
}

function counting(number: number): Call {
  return { name: 'countHashes', number };
}

function claiming(number: number): Call {
  return { name: 'claimJob', number };
}

function shown({ name, number }: Call): string {
  return number === undefined ? `${name}(signals)` : `${name}(signals, ${number})`;
}

function shownCells([stop, job, hashes]: readonly number[]): string {
  return `STOP ${stop}, JOB ${job}, HASHES ${hashes}`;
}

/** Returns a number. Returns NaN for any other value. */
function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}

/** Returns different numbers above 1. The sums of these numbers differ too. */
function numbers(random: { integer: (least: number, most: number) => number }): number[] {
  return [2, 100, 1_000, 10_000].map((scale) => random.integer(scale, 2 * scale));
}
