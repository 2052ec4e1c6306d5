import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { Simulation } from '../../simulator/Simulation';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { batchMeans } from './batchMeans';
import { lostShare } from './formulas';
import type { Point, PointLab } from './PointLab';

const USERS = 20;

/** How long a packet travels between any two users, in milliseconds. A message takes three. */
const DELAY_MS = 100;

/** The mean times between two blocks, in seconds. */
const INTERVALS = [20, 10, 5, 3, 2, 1.4, 1, 0.7];

/** How many blocks are found at each interval, and in how many batches they are divided. */
const [BLOCKS, BATCHES] = [1000, 20];

const SEED = 1;

/** The largest ratio in the picture. */
const WIDEST = 0.6;

const CURVE = 'lost';

/** The interval in the question, in seconds. */
const ASKED = 1;

/** Lab F: blocks that come faster than messages travel. */
export const tooFastLab: PointLab = {
  title: 'Lab F: too fast, against the formula',
  plan:
    `${USERS} users have equal shares of all hashes. A packet travels ${DELAY_MS} ms between any two ` +
    `of them, so a block arrives after ${3 * DELAY_MS} ms. The mean time between two blocks goes down ` +
    `from ${INTERVALS[0]} s to ${INTERVALS[INTERVALS.length - 1]} s. At each interval, the users find ` +
    `${BLOCKS} blocks. A block is lost if it is not on the longest chain at the end. The ratio ` +
    'compares two times: how long a user works at an old height, and how long until the next block.',
  questions: {
    fast: {
      ask: `A block arrives after 0.3 s, and the network finds a block every ${ASKED} s. How many of a hundred blocks are lost?`,
      choices: {
        few: 'Fewer than 3',
        some: '3 to 15',
        many: '15 to 35',
        most: 'More than 35',
      },
    },
    tenfold: {
      ask: 'From an interval of 20 s to one of 2 s: how many times as many blocks are lost?',
      choices: {
        same: 'About as many: the delay is the same',
        ten: 'About ten times as many',
        hundred: 'About a hundred times as many',
      },
    },
  },
  axes: { x: 'delay over interval', y: 'lost blocks in a hundred' },
  column: 'ratio',
  beside: ['interval'],
  curves: [
    {
      name: CURVE,
      places: Array.from({ length: 61 }, (_, i) => {
        const ratio = (WIDEST * i) / 60;
        return [ratio, 100 * lostShare(ratio)] as const;
      }),
    },
  ],
  measure,
  answers: (points) => {
    const at = (interval: number): number => points[INTERVALS.indexOf(interval)].measured;
    const lost = at(ASKED);
    const times = at(2) / at(20);
    return {
      fast: lost < 3 ? 'few' : lost < 15 ? 'some' : lost < 35 ? 'many' : 'most',
      tenfold: times < 3 ? 'same' : times < 40 ? 'ten' : 'hundred',
    };
  },
  meaning: [
    'Which attacker gains when many honest blocks are lost?',
    'Bitcoin could make blocks ten times as large instead of ten times as often. What changes?',
    'Why are more blocks lost here than the three delays of a message explain?',
  ],
  handout: 'exercises/labs/f-too-fast.md',
};

async function* measure(program: SimulatedProgram): AsyncIterable<Point> {
  const row = Array.from({ length: USERS }, () => DELAY_MS);
  const delays = row.map(() => row);
  for (const [i, interval] of INTERVALS.entries()) {
    const found: string[] = [];
    const delay = new HeightDelay();
    const simulation = new Simulation(
      program,
      { users: USERS, blocks: BLOCKS, intervalMs: 1000 * interval, delays, seed: SEED + i },
      {
        onEvent: (event, { index }, ms) => {
          if (event.event === 'coin') found.push(event.hash);
          delay.note(event, index, ms);
        },
      },
    );
    await simulation.run();
    const [longest] = simulation.chains().toSorted((one, other) => other.length - one.length);
    const kept = new Set(longest.map(({ hash }) => hash));
    const size = BLOCKS / BATCHES;
    const batches = Array.from({ length: BATCHES }, (_, batch) => {
      const part = found.slice(batch * size, (batch + 1) * size);
      return (100 * part.filter((hash) => !kept.has(hash)).length) / part.length;
    });
    const x = Number((delay.meanMs / 1000 / interval).toFixed(3));
    const theory = 100 * lostShare(x);
    yield { curve: CURVE, x, ...batchMeans(batches), theory, beside: [`${interval} s`] };
  }
}

/**
 * Measures how long users work at an old height: from the first block of a height until a user has
 * one of this height. A user with another block of the height does not add to the lost ones.
 */
class HeightDelay {
  /** When the first user reached each height. */
  readonly #firstAt: number[] = [];
  readonly #heights: number[] = Array.from({ length: USERS }, () => 0);
  #sum = 0;
  #count = 0;

  note(event: UserEvent, user: number, ms: number): void {
    const height = 'index' in event ? event.index : 'height' in event ? event.height : 0;
    while (this.#heights[user] < height) {
      const reached = ++this.#heights[user];
      this.#sum += ms - (this.#firstAt[reached] ??= ms);
      this.#count++;
    }
  }

  get meanMs(): number {
    return this.#sum / this.#count;
  }
}
