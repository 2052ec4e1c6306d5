import { formatCoins } from '../../solution/supplied/chain/coins';
import { NETWORK } from '../../solution/supplied/constants';
import type { Block } from '../../solution/supplied/types';
import { balanceTable } from './balanceTable';
import type { Answers, BeginNetwork, Lab } from './Lab';
import { readyOf, viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { byClock, replay, smallestSkew } from './replay';
import type { Mined, Replay } from './replay';
import { check, say, title } from './say';
import { LEGEND, spaceTime } from './spaceTime';

/** How far bob's clock is ahead, in milliseconds. */
const SKEW_MS = 90_000;

/** Who pays whom how many cents, each as soon as the one before is on every chain. */
const PAYMENTS = [
  { from: 'alice', to: 'bob', amount: 150 },
  { from: 'bob', to: 'carol', amount: 100 },
  { from: 'carol', to: 'alice', amount: 50 },
];

/** Lab B: the same blocks, put in order by the clock and by the link. */
export const clocks: Lab = {
  title: 'Lab B: order by clock, order by link',
  plan:
    `Three users; bob's clock is ${SKEW_MS / 1000} s ahead, the others' are right. alice mines two ` +
    'coins and pays bob, bob pays carol out of that, and carol pays alice out of that. Whoever is ' +
    "paid mints the block. Then the blocks are replayed on an empty ledger, sorted by their miners' " +
    'clocks, as the original course did it, and once more in the order of their links.',
  questions: {
    replay: {
      ask: 'What comes of the replay in the order of the clocks?',
      choices: {
        same: 'The same balances: the same blocks are applied, only in another order',
        refused: 'Some payment comes before the coins that it spends, and is refused',
        future: "There is nothing to replay: the others refuse bob's blocks from the future",
      },
    },
    skew: {
      ask: "How far ahead must bob's clock be for the order to go wrong?",
      choices: {
        minute: 'A minute or more',
        seconds: 'One second to a minute',
        less: 'Less than a second',
        never: 'It never goes wrong, however far',
      },
    },
  },
  run,
  meaning: [
    'Why does the order by link never put a payment before the coins that it spends?',
    "carol's clock was right. Why is her block dated as if it were not?",
    'What can a clock in a block be used for, then, and how far must it be right?',
  ],
  handout: 'exercises/labs/b-clocks.md',
};

async function run(begin: BeginNetwork): Promise<Answers> {
  const network = begin({ difficulty: 14, restMs: 300, gossipMs: 500 });
  title('What happens');
  const alice = await network.add('alice');
  await network.add('bob', { clockSkewMs: SKEW_MS });
  await network.add('carol');
  await network.mineOn(alice, 2);
  await network.settle();
  say(`alice has mined ${network.coinsOf(alice)} coins.`);
  for (const payment of PAYMENTS) await pay(network, payment);

  const { blocks } = await viewOf(alice);
  const mined = blocks.slice(1).map((block) => minedOf(network, block));
  const genesis = blocks[0].hash;
  title('The diagram');
  const clockOf = new Map(mined.map(({ block, clock }) => [block.hash, `clock ${timeOf(clock)}`]));
  say(...spaceTime(network, [...network.users.keys()], (hash) => clockOf.get(hash)));
  say('', LEGEND[0]);

  const linked = replay(genesis, mined);
  const clocked = replay(genesis, byClock(mined));
  check('the order by link holds', linked.refused.size === 0);
  check('the order by clock goes wrong', clocked.refused.size > 0);
  title('Replayed in the order of the links');
  say(...drawOrder(network, mined, linked));
  title('Replayed in the order of the clocks');
  say(...drawOrder(network, byClock(mined), clocked));
  say(`${clocked.refused.size} of ${PAYMENTS.length} payments are refused.`);
  title('Who owns what by the one order, and by the other');
  const coins = mined.length - PAYMENTS.length;
  const owners = new Map([...network.users].map(([name, user]) => [name, readyOf(user).address]));
  say(
    ...balanceTable(owners, [
      { title: 'by link', balances: linked.balances, coins },
      { title: 'by clock', balances: clocked.balances, coins },
    ]),
  );

  const skew = smallestSkew(genesis, mined, 'bob');
  if (skew !== undefined) say('', `In this run ${skew / 1000} s ahead would have been enough.`);
  return { replay: 'refused', skew: magnitudeOf(skew) };
}

/** Has one user pay another, and waits until everybody has the block. */
async function pay(
  network: LabNetwork,
  { from, to, amount }: (typeof PAYMENTS)[number],
): Promise<void> {
  const [seller, buyer] = [from, to].map((name) => network.find(name));
  const { id } = await seller.call('pay', readyOf(buyer).address, amount);
  await network.untilAllHave('the payment', id);
  say(`${from} has paid ${to} ${formatCoins(amount)} coins, and ${to} has minted the block.`);
}

/** When a block was mined, and by whom: what its miner told at that moment. */
function minedOf(network: LabNetwork, block: Block): Mined {
  const told = network.happenings.find(
    ({ event }) =>
      (event.event === 'coin' || event.event === 'minted') && event.hash === block.hash,
  );
  if (told === undefined) throw new Error(`nobody mined block ${block.index}`);
  const { user: miner, at } = told;
  return { block, miner, at, clock: at + network.find(miner).options.clockSkewMs };
}

/** Blocks in some order, a line each, with the times in seconds after the first. */
function drawOrder(network: LabNetwork, blocks: readonly Mined[], { refused }: Replay): string[] {
  const line = (...cells: string[]): string =>
    cells
      .map((cell, i) => cell.padEnd([8, 8, 10, 10, 24][i] ?? 0))
      .join('')
      .trimEnd();
  const start = Math.min(...blocks.map(({ at }) => at));
  const seconds = (time: number): string => ((time - start) / 1000).toFixed(2);
  return [
    line('  block', 'miner', 'clock', 'dated', 'says'),
    ...blocks.map(({ block, miner, clock }) =>
      line(
        `  ${block.index}`,
        miner,
        seconds(clock),
        seconds(block.timestamp),
        storyOf(network, block),
        refused.get(block.hash) ?? 'ok',
      ),
    ),
  ];
}

function storyOf(network: LabNetwork, { data }: Block): string {
  const [from, to] = [data.from, data.to].map((address) => network.nameOf(address));
  const coins = formatCoins(data.amount);
  return data.from === NETWORK ? `${to} mines ${coins}` : `${from} pays ${to} ${coins}`;
}

function magnitudeOf(skew: number | undefined): string {
  if (skew === undefined) return 'never';
  if (skew < 1000) return 'less';
  return skew < 60_000 ? 'seconds' : 'minute';
}

/** A clock's time of day. */
function timeOf(clock: number): string {
  return new Date(clock).toTimeString().slice(0, 8);
}
