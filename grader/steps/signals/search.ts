import { HASHES, JOB } from '../../../solution/supplied/user/signalCells';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
import type { Failure } from '../../harness/parent/suite/Report';
import { ALONE_RIGHT, SearchFailed } from '../../harness/parent/suite/SearchFailed';
import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { show } from '../../harness/parent/suite/show';
import { equals } from '../../harness/parent/suite/equals';
import { repeatAccess } from '../support/repeatAccess';
import { act, signalsWith } from './channel/SignalsCall';
import type { OtherThread, RecordedCall } from './channel/SignalsCall';
import type { DisturbedCall, SignalsRow } from './channel/SignalsRow';
import { drawRows, shortRows } from './drawRows';
import { inWords, OTHER_THREAD, readCalls, storyOf } from './repeatCalls';

/** How many rows are drawn. */
const ROWS = 200;
/** How many rows are played in one request. */
const TOGETHER = 60;
/** A longer story shows only its ends, and what is near to an act of another thread, in lines. */
const MOST_TOLD = 12;
const NEAR = 2;

/** Plays all short orders of accesses, and rows that are drawn. */
export const search: Search = async (tools) => {
  const all = [...shortRows(), ...drawRows(tools.seed, ROWS)];
  for (let at = 0; at < all.length; at += TOGETHER) {
    await tryRows(tools, all.slice(at, at + TOGETHER)).catch(async (error: unknown) => {
      throw error instanceof RowFailed ? await simplest(tools, error) : error;
    });
  }
};

/** A row whose last call was wrong. */
class RowFailed extends SearchFailed {
  /** @param cells the memory of the last call, as this call found it */
  constructor(
    of: string,
    sentence: number,
    failure: Failure,
    readonly row: SignalsRow,
    readonly cells: readonly number[],
  ) {
    super({ ...failure, searched: row }, sentence, of);
  }
}

/**
 * Plays the row with calm cells, and then only its wrong call. Returns the failure of the simplest row
 * that breaks the same sentence, and says if the wrong call alone is right.
 */
async function simplest(tools: SearchTools, failed: RowFailed): Promise<SearchFailed> {
  const { row, sentence } = failed;
  const playAgain = async (other: SignalsRow): Promise<RowFailed | undefined> => {
    const again: unknown = await tryRows(tools, [other]).catch((error: unknown) => error);
    if (again === undefined) return undefined;
    return again instanceof RowFailed && again.sentence === sentence ? again : failed;
  };
  const memories = row.memories.map(([, job]) => [0, job, 0]);
  const shown = (await playAgain({ ...row, memories })) ?? failed;
  const last = shown.row.calls[shown.row.calls.length - 1];
  const call = { ...last, memory: 0, first: [] };
  const alone = await playAgain({ memories: [shown.cells], calls: [call] });
  if (alone !== undefined) return alone === failed ? shown : alone;
  const got = `${shown.failure.got}${shown.row.calls.length > 1 ? ALONE_RIGHT : ''}`;
  return new RowFailed(shown.of, sentence, { ...shown.failure, got }, shown.row, shown.cells);
}

export const replay: Replay = (tools, searched) => tryRows(tools, [searched as SignalsRow]);

/** @throws SearchFailed for the first call that was not as if it were one atomic operation */
async function tryRows(tools: SearchTools, rows: readonly SignalsRow[]): Promise<void> {
  const about = {
    of: 'claimJob' as never,
    tried: `${rows.length} rows of calls; other threads act during each call`,
  };
  const { value } = await tools.play('rows', about, { rows });
  const recorded = isArrayOf(value, Array.isArray) ? value : [];
  rows.forEach((row, i) => mustBeAtomic(row, readCalls(recorded[i]) ?? [], tools));
}

/** @throws SearchFailed if a call of the row was not as if it were one atomic operation */
function mustBeAtomic(
  row: SignalsRow,
  recorded: readonly RecordedCall[],
  tools: SearchTools,
): void {
  const memories = row.memories.map(signalsWith);
  const earlier: string[] = [];
  row.calls.forEach((call, i) => {
    const signals = memories[call.memory];
    for (const other of call.first ?? []) {
      act(other, signals);
      earlier.push(storyOf(other));
    }
    const cells = [...signals];
    const known = recorded[i] ?? { accesses: [], returned: undefined };
    const run = repeat(call, known, signals);
    const { name, number } = call.call;
    const waits = known.accesses.some(({ operation }) => operation === 'Atomics.wait');
    const shown = `${name}(signals${call.memory === 0 ? '' : 'B'}${number === undefined ? '' : `, ${number}`})`;
    if (waits || !asOne(cells, call, run, known.returned)) {
      const told = aroundActs(run.story);
      const lines = [
        ...earlier,
        `${shown}, ${cellsInWords(cells)}${told.length === 0 ? '' : ':'}`,
        ...told.map((line) => `  - ${line}`),
      ];
      throw new RowFailed(
        name,
        waits ? 9 : sentenceOf(cells, call, run),
        {
          kind: 'wrong',
          tried: `these lines, in one program:\n${numbered(lines)}`,
          expected: waits ? 'it does not wait for any thread' : expectedOf(cells, call, run.acts),
          got: waits
            ? 'it calls Atomics.wait'
            : `it returns ${show(known.returned)}, and leaves STOP ${signals[0]}, JOB ${signals[1]}, HASHES ${signals[2]}`,
          place: tools.placeOf(name),
        },
        { ...row, calls: row.calls.slice(0, i + 1) },
        cells,
      );
    }
    earlier.push(
      `${shown}, ${cellsInWords(cells)}, returns ${show(known.returned)}, which is right`,
    );
  });
}

function cellsInWords([stop, job, hashes]: readonly number[]): string {
  return `with STOP ${stop}, JOB ${job}, HASHES ${hashes}`;
}

/** Shortens a long story. Each act of another thread is kept, because it decides. */
function aroundActs(story: readonly string[]): string[] {
  if (story.length <= MOST_TOLD) return [...story];
  const acts = story.flatMap((line, i) => (line.startsWith(OTHER_THREAD) ? [i] : []));
  const isNear = (i: number): boolean =>
    [0, ...acts, story.length - 1].some((at) => Math.abs(at - i) <= NEAR);
  return story.flatMap((line, i) => {
    if (isNear(i)) return [line];
    return isNear(i - 1) ? ['…'] : [];
  });
}

/** Numbers the lines. What happens during a call has no number. */
function numbered(lines: readonly string[]): string {
  let number = 0;
  return lines.map((line) => (line.startsWith('  - ') ? line : `${++number}. ${line}`)).join('\n');
}

/** What happened during a call, repeated on memory of our own. */
interface Repeated {
  /** What other threads did during the call, and what each of them got. */
  acts: Array<{ other: OtherThread; got: unknown }>;
  story: string[];
  after: number[];
}

function repeat(
  { before }: DisturbedCall,
  { accesses }: RecordedCall,
  signals: Int32Array<SharedArrayBuffer>,
): Repeated {
  const acts: Repeated['acts'] = [];
  const story: string[] = [];
  accesses.forEach((access, i) => {
    for (const other of before[i] ?? []) {
      acts.push({ other, got: act(other, signals) });
      story.push(storyOf(other));
    }
    story.push(inWords(access, repeatAccess(signals, access)));
  });
  return { acts, story, after: [...signals] };
}

/** True if the call could have been one operation, at some place among the acts. */
function asOne(
  cells: readonly number[],
  { call }: DisturbedCall,
  { acts, after }: Repeated,
  returned: unknown,
): boolean {
  return Array.from({ length: acts.length + 1 }, (_, place) => place).some((place) => {
    const one = model(
      cells,
      call,
      acts.map(({ other }) => other),
      place,
    );
    // No sentence says what countHashes returns.
    const claimed = call.name === 'countHashes' ? undefined : returned;
    return equals(one, { returned: claimed, after, got: acts.map(({ got }) => got) });
  });
}

/** Does the call at this place among the acts, as one operation. */
function model(
  cells: readonly number[],
  { name, number = 0 }: DisturbedCall['call'],
  acts: readonly OtherThread[],
  place: number,
): { returned: unknown; after: number[]; got: unknown[] } {
  const signals = signalsWith(cells);
  const got = acts.slice(0, place).map((other) => act(other, signals));
  const does = { countHashes: 'count', takeHashes: 'take', claimJob: 'claim' } as const;
  const value = act({ does: does[name], number }, signals);
  got.push(...acts.slice(place).map((other) => act(other, signals)));
  return { returned: name === 'countHashes' ? undefined : value, after: [...signals], got };
}

function expectedOf(
  cells: readonly number[],
  { call }: DisturbedCall,
  acts: Repeated['acts'],
): string {
  const { returned, after } = model(
    cells,
    call,
    acts.map(({ other }) => other),
    0,
  );
  const [stop, job, hashes] = after;
  const result = `it returns ${show(returned)}, and leaves STOP ${stop}, JOB ${job}, HASHES ${hashes}`;
  return acts.length === 0
    ? result
    : `the same as one operation, before, between or after the acts of the other threads. If it comes before them: ${result}`;
}

/** Returns the sentence that a wrong call breaks. */
function sentenceOf(
  cells: readonly number[],
  call: DisturbedCall,
  { acts, after }: Repeated,
): number {
  const { name, number } = call.call;
  const others = acts.map(({ other }) => other);
  const own = name === 'claimJob' ? JOB : HASHES;
  // Where the call comes among the acts changes only the call's own cell.
  const one = model(cells, call.call, others, 0);
  if (one.after.some((cell, i) => i !== own && cell !== after[i])) return 9;
  if (others.some((other) => cellOf(other) === own)) {
    return { countHashes: 2, takeHashes: 4, claimJob: 7 }[name];
  }
  const claims = cells[JOB] === number ? 5 : 6;
  return { countHashes: 1, takeHashes: 3, claimJob: claims }[name];
}

function cellOf({ does }: OtherThread): number {
  return does === 'count' || does === 'take' ? HASHES : JOB;
}
