import { availableParallelism } from 'node:os';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { User } from '../../solution/User';
import { drawBars } from './bars';
import type { Answers, BeginNetwork, Lab } from './Lab';
import { readyOf, viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { check, say, title } from './say';

/** How many polite miners there are. */
const POLITE = 30;

/** What is mined in each of the two rounds. */
interface Round {
  difficulty: number;
  /** Whether the polite ones have mined a coin each, one after the other, before all mine at once. */
  isUnderWay: boolean;
  /** It ends when the polite ones have mined so many coins while the greedy one mined too. */
  coins: number;
}

/** Little work, a fraction of a second for a block: resting is what takes time. */
const EASY: Round = { difficulty: 16, isUnderWay: true, coins: POLITE };

/**
 * Much work: all cores together find two blocks a second, so that each of the miners needs longer
 * for a block than it rests. Twice the cores need a bit more for that.
 */
const HARD: Round = {
  difficulty: 19 + Math.max(1, Math.round(Math.log2(availableParallelism()))),
  isUnderWay: false,
  coins: 16,
};

/** How much of something is the greedy one's, and how much the polite ones' together. */
interface Share {
  greedy: number;
  polite: number;
}

/** Lab C: one miner who does not rest, among thirty who do. */
export const greed: Lab = {
  title: 'Lab C: one greedy miner among thirty polite ones',
  plan:
    `${POLITE} polite miners rest ${DEFAULT_OPTIONS.restMs / 1000} s after each coin; no rule makes ` +
    'them. One greedy miner never rests. All thirty-one share the cores of this machine. At ' +
    `${EASY.difficulty} bits they mine until the polite ones have ${EASY.coins} coins; then a new ` +
    `network of the same miners goes on to ${HARD.coins} at ${HARD.difficulty} bits, ` +
    `${2 ** (HARD.difficulty - EASY.difficulty)} times the work for each block.`,
  questions: {
    share: {
      ask: `How much of the work is the greedy one's, at ${EASY.difficulty} bits?`,
      choices: {
        fair: 'About 3%, as of any of the thirty-one (less than 6%)',
        some: 'Several times that (6 to 20%)',
        much: 'A great deal (20 to 40%)',
        most: 'As much as the thirty together, or nearly (40% or more)',
      },
    },
    change: {
      ask: `And at ${HARD.difficulty} bits, compared with that?`,
      choices: {
        more: 'More: whoever works harder gains most when work is dear',
        same: 'The same: it is the same miners',
        less: 'Less than half: rest hardly matters when the work takes longer',
      },
    },
  },
  run,
  meaning: [
    'Which rule did the greedy miner break?',
    'What would you add to the rules to make everybody rest? How would a peer check it?',
    'Thirty-one users share one machine here. What would differ with a machine each?',
  ],
  handout: 'exercises/labs/c-greed.md',
};

async function run(begin: BeginNetwork): Promise<Answers> {
  const before = greedyPart(await play(begin, EASY));
  const after = greedyPart(await play(begin, HARD));
  const fair = 1 / (POLITE + 1);
  title('The work of both rounds');
  say(
    ...drawBars([
      { name: `${EASY.difficulty} bits`, value: before, text: `${percent(before)} greedy` },
      { name: `${HARD.difficulty} bits`, value: after, text: `${percent(after)} greedy` },
      { name: 'a head', value: fair, text: `${percent(fair)} would be one in ${POLITE + 1}` },
    ]),
  );
  check('at little work greed pays', before >= 4 * fair);
  check('at much work it pays less than half as well', after < before / 2);
  const share = before < 0.06 ? 'fair' : before < 0.2 ? 'some' : before < 0.4 ? 'much' : 'most';
  return { share, change: 'less' };
}

/**
 * Mines a round in a network of its own, and shows whose blocks are on the chain.
 *
 * @returns whose the hashes were: a round has too few blocks to tell a share from luck
 */
async function play(begin: BeginNetwork, round: Round): Promise<Share> {
  title(`${round.difficulty} bits`);
  const network = begin({ difficulty: round.difficulty, gossipMs: 2000 });
  for (let i = 1; i <= POLITE; i++) await network.add(`polite-${i}`);
  const polite = [...network.users.values()];
  const greedy = await network.add('greedy', { restMs: 0 });
  say(`${network.users.size} users have started: ${2 * network.users.size} threads.`);
  const coins = coinCounter(network);
  if (round.isUnderWay) await beginInTurn(network, polite, coins);

  const { height } = await greedy.call('status');
  const [before, began] = [coins().polite, performance.now()];
  const mined = (): number => coins().polite - before;
  const countWork = await workCounter(network);
  await network.mineCoins(true);
  await network.until(
    'the polite ones have mined enough',
    () => mined() >= round.coins,
    () => `${mined()} of ${round.coins} coins, the greedy one ${coins().greedy}`,
  );
  const seconds = (performance.now() - began) / 1000;
  const work = await countWork();
  await network.settle();
  const { blocks } = await viewOf(greedy);
  await network.stop();

  const isGreedy = blocks.slice(height + 1).map(({ data }) => data.to === readyOf(greedy).address);
  const all = coins().greedy + coins().polite;
  const own = isGreedy.filter(Boolean).length;
  say(`The chain of ${seconds.toFixed(1)} s, block by block (G: greedy, ·: one of the polite):`);
  say(...chainRows(isGreedy));
  say(`${all - blocks.length + 1} of ${all} blocks made way for others and are not on it.`, '');
  say(...drawShare('blocks', { greedy: own, polite: isGreedy.length - own }), '');
  say(...drawShare('hashes', work));
  return work;
}

/** Has the polite ones begin one after the other, each when the one before has found its first coin. */
async function beginInTurn(
  network: LabNetwork,
  polite: readonly User[],
  coins: () => Share,
): Promise<void> {
  for (const user of polite) {
    await network.mineCoins(true, [user]);
    await network.until('all the polite ones are mining', () => network.coinsOf(user) > 0);
  }
  say(`The polite ones are mining; they have found ${coins().polite} coins so far.`);
}

/** Counts the coins mined so far, whether or not they are on the chain. */
function coinCounter(network: LabNetwork): () => Share {
  const share = { greedy: 0, polite: 0 };
  let read = 0;
  return () => {
    for (; read < network.happenings.length; read++) {
      const { user, event } = network.happenings[read];
      if (event.event === 'coin') share[user === 'greedy' ? 'greedy' : 'polite']++;
    }
    return share;
  };
}

/** Begins to count the hashes that everybody makes. */
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
  return [...bars, `The greedy one has ${times} times as many ${what} as a polite one.`];
}

/** A sign a block, in rows. */
function chainRows(isGreedy: readonly boolean[]): string[] {
  const signs = isGreedy.map((is) => (is ? 'G' : '·')).join('');
  return (signs.match(/.{1,60}/g) ?? []).map((row) => `  ${row}`);
}

/** The greedy one's part, from 0 to 1. */
const greedyPart = ({ greedy, polite }: Share): number => greedy / (greedy + polite);

/** A count as it is read aloud: `12`, `0.5`, `1.44 million`. */
function amount(count: number): string {
  if (count >= 10_000) return `${(count / 1e6).toFixed(2)} million`;
  return Number.isInteger(count) ? `${count}` : count.toFixed(1);
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
