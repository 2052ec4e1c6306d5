import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { Simulation } from '../../simulator/Simulation';
import type { Block } from '../../solution/supplied/types';
import { batchMeans } from './batchMeans';
import { selfishRevenue, selfishThreshold } from './formulas';
import type { Point, PointLab } from './PointLab';
import { SelfishMiner } from './SelfishMiner';

/** The number of honest users. The selfish miner is user 0. */
const HONEST = 5;

/**
 * Who hears whom first, as delays in milliseconds. An honest block needs one delay to the selfish
 * miner, whose answer needs another one to the others. The others hear the honest block before that
 * if its own delay is shorter than both.
 */
const TO_SELFISH = 2;
const [NEAR, FAR] = [1, 8];

/** A part γ of the honest hashes, and which distances in the circle of honest users are far. */
const GAMMAS = [
  { gamma: 0, far: [], shares: [0.2, 0.3, 0.35, 0.4] },
  { gamma: 0.5, far: [2], shares: [0.2, 0.3, 0.4] },
  { gamma: 1, far: [1, 2], shares: [0.1, 0.25, 0.4] },
];

/** How many blocks are found for each point, and in how many batches the chain is divided. */
const [BLOCKS, BATCHES] = [3000, 20];

/** The mean time between two blocks. Against it, messages take no time. */
const INTERVAL_MS = 100_000;

const SEED = 1;

/** The share in the first question. */
const ASKED = 0.4;

/** Lab E: a miner that withholds its blocks. */
export const selfishLab: PointLab = {
  title: 'Lab E: selfish mining, against the formula',
  plan:
    'One miner keeps its blocks secret, and mines on them. When another user finds a block, it ' +
    'publishes: its block of the same height if it is one block ahead, and all its blocks if it is ' +
    'two ahead. Then blocks of the others are lost. During a tie, a part γ of the other hashes works ' +
    `on the selfish block, because their users heard it first. Each point takes ${BLOCKS} blocks.`,
  questions: {
    large: {
      ask: `A selfish miner has ${ASKED * 100}% of all hashes, and always loses a tie (γ 0). Which part of the chain does it mine?`,
      choices: {
        less: 'Less than 40%, because it risks its blocks',
        fair: '40%, because each hash has the same chance',
        more: 'More than 44%',
      },
    },
    pays: {
      ask: 'From which share of all hashes on does selfish mining pay, if the miner always loses a tie?',
      choices: {
        any: 'From every share on',
        quarter: 'From a quarter on',
        third: 'From a third on',
        half: 'Only from half on',
      },
    },
  },
  axes: { x: 'share of all hashes', y: 'part of the blocks on the chain' },
  column: 'share',
  beside: [],
  curves: GAMMAS.map(({ gamma }) => ({
    name: curveOf(gamma),
    places: Array.from(
      { length: 42 },
      (_, i) => [i / 100, selfishRevenue(i / 100, gamma)] as const,
    ),
  })),
  measure,
  answers: (points) => {
    const own = points.find(({ curve, x }) => curve === curveOf(0) && x === ASKED);
    const gain = (own?.measured ?? NaN) / ASKED;
    const from = selfishThreshold(0);
    return {
      large: gain < 0.97 ? 'less' : gain > 1.1 ? 'more' : 'fair',
      pays: from < 0.2 ? 'any' : from < 0.3 ? 'quarter' : from < 0.4 ? 'third' : 'half',
    };
  },
  meaning: [
    'Which rule does the selfish miner break, and how could the others prove it?',
    'Why does a miner that loses blocks still gain?',
    'What can the honest users change in their program to make γ smaller?',
  ],
  handout: 'exercises/labs/e-selfish-mining.md',
};

function curveOf(gamma: number): string {
  return `γ ${gamma}`;
}

async function* measure(program: SimulatedProgram): AsyncIterable<Point> {
  let seed = SEED;
  for (const { gamma, far, shares } of GAMMAS) {
    for (const share of shares) {
      const chain = await mineSelfishly(program, { share, delays: delaysOf(far), seed: seed++ });
      const batches = Array.from({ length: BATCHES }, (_, i) => {
        const [from, to] = [i, i + 1].map((place) => Math.floor((place * chain.length) / BATCHES));
        return chain.slice(from, to).filter(Boolean).length / (to - from);
      });
      const theory = selfishRevenue(share, gamma);
      yield { curve: curveOf(gamma), x: share, ...batchMeans(batches), theory };
    }
  }
}

/** Returns for each block of the final chain whether the selfish miner found it. */
async function mineSelfishly(
  program: SimulatedProgram,
  { share, delays, seed }: { share: number; delays: number[][]; seed: number },
): Promise<boolean[]> {
  let lastHonest = 0;
  const simulation: Simulation = new Simulation(
    program,
    {
      ...{ users: 1 + HONEST, blocks: BLOCKS, intervalMs: INTERVAL_MS, seed },
      ...{ delays, bandwidth: 0 },
    },
    {
      onEvent: ({ event }, { index }) => {
        // The user's server is still at work on this event.
        if (index === 0 && /^(block|caughtUp|reorganised)$/.test(event)) {
          queueMicrotask(() => selfish.react());
        }
      },
    },
    {
      drawFinder: (drawn) => {
        if (drawn < share) return 0;
        // The honest hashes belong to very many users, so that none finds two blocks in a row. In
        // the model, each of these five stands for many.
        const others = [1, 2, 3, 4, 5].filter((index) => index !== lastHonest);
        lastHonest = others[Math.floor(((drawn - share) / (1 - share)) * others.length)];
        return lastHonest;
      },
      find: ({ index }) => {
        if (index === 0) selfish.find();
        return index === 0;
      },
    },
  );
  const begun = simulation.run();
  const selfish = new SelfishMiner(simulation, simulation.users[0]);
  await begun;
  const { server } = simulation.users[0];
  const [longest] = simulation.chains().toSorted((one, other) => other.length - one.length);
  return longest.slice(1).map(({ data }: Block) => data.to === server?.address);
}

/** Returns the delay of each pair of users. */
function delaysOf(far: readonly number[]): number[][] {
  const users = Array.from({ length: 1 + HONEST }, (_, index) => index);
  return users.map((a) =>
    users.map((b) => {
      if (a === 0 || b === 0) return TO_SELFISH;
      const apart = Math.abs(a - b);
      return far.includes(Math.min(apart, HONEST - apart)) ? FAR : NEAR;
    }),
  );
}
