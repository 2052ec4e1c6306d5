import { availableParallelism } from 'node:os';
import { outputColumns } from '../../grader/report/outputColumns';
import type { Block, Hash } from '../../solution/supplied/types';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { User } from '../../solution/User';
import { drawBars } from './drawBars';
import { mustHold } from './LabScript';
import type { Answers, BeginNetwork, LabScript } from './LabScript';
import { viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { print, printTitle } from './print';

/** The maximum number of blocks in a row of the chain. */
const ROW_BLOCKS = 60;

/** How many polite miners the lab starts. */
const POLITE = 30;

/** One of the two rounds. */
interface Round {
  difficulty: number;
  /** True if each polite miner begins after the previous miner's first block. */
  beginsInTurn: boolean;
  /**
   * The round ends after the polite miners have mined this many blocks. Blocks that are not on the
   * chain count too. The greedy miner also mines.
   */
  blocks: number;
}

/** Little work. Mining takes a fraction of a second. The pause after a block is longer. */
const EASY: Round = { difficulty: 16, beginsInTurn: true, blocks: POLITE };

/**
 * Much work. All cores together find two blocks a second. Each miner works longer for a block than
 * it pauses. On a machine with twice as many cores, one more bit keeps this relation.
 */
const HARD: Round = {
  difficulty: 19 + Math.max(1, Math.round(Math.log2(availableParallelism()))),
  beginsInTurn: false,
  blocks: 16,
};

/** Two counts: for the greedy miner, and for all polite miners together. */
interface Share {
  greedy: number;
  polite: number;
}

/** The hashes of the blocks that the miners have mined. */
interface Mined {
  greedy: Set<Hash>;
  polite: Set<Hash>;
}

/** Lab C: one miner without rest, among thirty miners that rest. */
export const greedLab: LabScript = {
  title: 'Lab C: one greedy miner among thirty polite ones',
  plan:
    `${POLITE} polite miners rest ${DEFAULT_OPTIONS.restMs / 1000} s after each block. No rule forces ` +
    'them to rest. One greedy miner never rests. All miners share the cores of this machine. In the ' +
    `first round, the difficulty is ${EASY.difficulty} bits. The greedy miner starts last. Then the ` +
    `polite miners together mine ${EASY.blocks} more blocks, and the round ends. The second round has ` +
    `a new network and ${HARD.difficulty} bits, so each block takes ` +
    `${2 ** (HARD.difficulty - EASY.difficulty)} times the work. All start together. The round ends ` +
    `when the polite miners have mined ${HARD.blocks} blocks. Some of these blocks will not be on ` +
    'the chain. The work of a miner is the number of its hashes.',
  questions: {
    share: {
      ask: `At ${EASY.difficulty} bits, how much of the work does the greedy miner do?`,
      choices: {
        fair: 'About 3%, like each of the thirty-one miners (less than 6%)',
        some: 'Several times its equal share (6 to 20%)',
        much: 'A large part (20 to 40%)',
        most: 'Nearly as much as the other thirty miners together, or more (40% or more)',
      },
    },
    change: {
      ask: `At ${HARD.difficulty} bits, how does this part of the work change?`,
      choices: {
        more: 'The part is larger, because a miner without rest gains most when blocks take much work',
        same: 'The part is the same, because the miners are the same',
        less: 'The part is less than half, because rest matters little when the work takes longer',
      },
    },
  },
  run,
  meaning: [
    'Which rule did the greedy miner break?',
    'What would you add to the rules to make everybody rest? How would a peer check it?',
    'Thirty-one users share one machine here. What would differ if each had its own machine?',
  ],
  handout: 'exercises/labs/c-greed.md',
};

async function run(begin: BeginNetwork): Promise<Answers> {
  const before = greedyPart(await runRound(begin, EASY));
  const after = greedyPart(await runRound(begin, HARD));
  const fair = 1 / (POLITE + 1);
  printTitle('The work in both rounds, in hashes');
  print(
    ...drawBars([
      { name: `${EASY.difficulty} bits`, value: before, text: `${percent(before)} greedy` },
      { name: `${HARD.difficulty} bits`, value: after, text: `${percent(after)} greedy` },
      { name: 'equal', value: fair, text: `${percent(fair)} is one of ${POLITE + 1} equal parts` },
    ]),
  );
  mustHold('greed pays when blocks take little work', before >= 4 * fair);
  mustHold('greed pays less than half as well when blocks take much work', after < before / 2);
  const share = before < 0.06 ? 'fair' : before < 0.2 ? 'some' : before < 0.4 ? 'much' : 'most';
  return { share, change: 'less' };
}

/**
 * Runs a round in a new network. Prints who mined the blocks of the round.
 *
 * @returns how many hashes were made, because the few blocks of a round depend too much on chance
 */
async function runRound(begin: BeginNetwork, round: Round): Promise<Share> {
  printTitle(`${round.difficulty} bits`);
  const network = begin({ difficulty: round.difficulty, gossipMs: 2000 });
  for (let i = 1; i <= POLITE; i++) await network.add(`polite-${i}`);
  const polite = [...network.users.values()];
  const greedy = await network.add('greedy', { restMs: 0 });
  print(`${network.users.size} users have started: ${2 * network.users.size} threads.`);
  if (round.beginsInTurn) await beginInTurn(network, polite);

  const { height } = await greedy.call('status');
  const began = performance.now();
  const minedNow = blockCollector(network, height);
  const countWork = await workCounter(network);
  await network.mineCoins(true);
  await network.until(
    'the polite miners have mined enough',
    () => minedNow().polite.size >= round.blocks,
    () => `${minedNow().polite.size} of ${round.blocks} blocks`,
  );
  const mined = minedNow();
  const seconds = (performance.now() - began) / 1000;
  const work = await countWork();
  await network.settle();
  const { blocks } = await viewOf(greedy);
  await network.stop();

  print(`The round took ${seconds.toFixed(1)} s. It begins with block ${height + 1}.`);
  printMined(mined, blocks);
  print('', 'All hashes of the round, also those for blocks that are not on the chain:');
  print(...drawShare('hashes', work));
  return work;
}

/** Starts the polite miners one after the other, each after the previous miner has mined a block. */
async function beginInTurn(network: LabNetwork, polite: readonly User[]): Promise<void> {
  for (const user of polite) {
    await network.mineCoins(true, [user]);
    await network.until('all polite miners have a block', () => network.coinsOf(user) > 0);
  }
  print('Each polite miner has mined at least one block. Now the greedy miner starts too.');
}

/** Prints who mined the blocks of a round, on the final chain and beside it. */
function printMined({ greedy, polite }: Mined, chain: readonly Block[]): void {
  const onChain = chain.filter(({ hash }) => greedy.has(hash) || polite.has(hash));
  const isGreedy = onChain.map(({ hash }) => greedy.has(hash));
  const own = isGreedy.filter(Boolean).length;
  const shown = { greedy: own, polite: onChain.length - own };
  const all = greedy.size + polite.size;
  print(
    `${all} blocks were mined: ${greedy.size} by the greedy miner, ${polite.size} by the polite ` +
      `miners. ${onChain.length} of them are on the chain, in this order (G: greedy, ·: polite):`,
  );
  print(...chainRows(isGreedy));
  const missing = all - onChain.length;
  print(
    missing === 0
      ? 'All blocks that were mined are on the chain.'
      : `Not on the chain: ${missing} (${greedy.size - shown.greedy} of the greedy miner, ` +
          `${polite.size - shown.polite} of the polite miners). Other blocks were faster.`,
    '',
    'The blocks of the round on the chain:',
  );
  print(...drawShare('blocks on the chain', shown));
}

/**
 * Returns a function that returns the blocks above a height that were mined so far. Blocks that are
 * not on the chain count too.
 */
function blockCollector(network: LabNetwork, height: number): () => Mined {
  const mined: Mined = { greedy: new Set(), polite: new Set() };
  let read = 0;
  return () => {
    for (; read < network.events.length; read++) {
      const { user, event } = network.events[read];
      if (event.event !== 'coin' || event.index <= height) continue;
      mined[user === 'greedy' ? 'greedy' : 'polite'].add(event.hash);
    }
    return mined;
  };
}

/** Begins to count the hashes of all users. Returns a function that returns the count. */
async function workCounter(network: LabNetwork): Promise<() => Promise<Share>> {
  const count = async (): Promise<Share> => {
    const share = { greedy: 0, polite: 0 };
    for (const [name, user] of network.users) {
      const { hashes } = await user.call('status');
      share[name === 'greedy' ? 'greedy' : 'polite'] += hashes;
    }
    return share;
  };
  const before = await count();
  return async () => {
    const after = await count();
    return { greedy: after.greedy - before.greedy, polite: after.polite - before.polite };
  };
}

function drawShare(what: string, share: Share): string[] {
  const { greedy, polite } = share;
  const perHead = polite / POLITE;
  const bars = drawBars([
    { name: 'greedy', value: greedy, text: `${amount(greedy)} (${percent(greedyPart(share))})` },
    { name: 'all polite', value: polite, text: amount(polite) },
    { name: 'one polite', value: perHead, text: `${amount(perHead)} on average` },
  ]);
  const times = (greedy / perHead).toFixed(1);
  return [
    ...bars,
    `The greedy miner has ${times} times as many ${what} as an average polite miner.`,
  ];
}

/** Returns a sign for each block, in rows. */
function chainRows(isGreedy: readonly boolean[]): string[] {
  const width = Math.min(ROW_BLOCKS, outputColumns() - 2);
  const signs = isGreedy.map((is) => (is ? 'G' : '·'));
  const rows: string[] = [];
  while (signs.length > 0) rows.push(`  ${signs.splice(0, width).join('')}`);
  return rows;
}

/** Returns the greedy miner's part, from 0 to 1. */
const greedyPart = ({ greedy, polite }: Share): number => greedy / (greedy + polite);

/** Returns a count for people: `12`, `0.5`, `1.44 million`. */
function amount(count: number): string {
  if (count >= 10_000) return `${(count / 1e6).toFixed(2)} million`;
  return Number.isInteger(count) ? `${count}` : count.toFixed(1);
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
