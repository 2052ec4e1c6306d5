import { padEnd } from '../../grader/report/pad';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { NETWORK } from '../../solution/supplied/constants';
import type { Block } from '../../solution/supplied/types';
import { balanceTable } from './balanceTable';
import { mustHold } from './LabScript';
import type { Answers, BeginNetwork, LabScript } from './LabScript';
import { readyOf, viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { byClock, replay, smallestSkew } from './replay';
import type { MinedBlock, Replay } from './replay';
import { print, printTitle } from './print';
import { LEGEND, spaceTime } from './spaceTime';

/** How far bob's clock is ahead, in milliseconds. */
const SKEW_MS = 90_000;

/** The payments, in cents. Each payment waits until the previous payment is on every chain. */
const PAYMENTS = [
  { from: 'alice', to: 'bob', amount: 150 },
  { from: 'bob', to: 'carol', amount: 100 },
  { from: 'carol', to: 'alice', amount: 50 },
];

/** Lab B: the same blocks, in the order of clocks and in the order of links. */
export const clocksLab: LabScript = {
  title: 'Lab B: order by clock, order by link',
  plan:
    `There are three users. bob's clock is ${SKEW_MS / 1000} s ahead, the other clocks are right. ` +
    'alice mines two coins and pays bob. bob pays carol with these coins, and carol pays alice. ' +
    'Each buyer mints the block of the payment. Then the blocks are replayed on an empty ledger: ' +
    "once in the order of their links, once in the order of their miners' clocks, as the original " +
    'course sorted them.',
  questions: {
    replay: {
      ask: 'What is the result of the replay in the order of the clocks?',
      choices: {
        same: 'The same balances, because only the order of the blocks differs',
        refused: 'A payment comes before the coins that it spends, and is refused',
        future: "No result, because the other users refuse bob's blocks from the future",
      },
    },
    skew: {
      ask: "How far ahead must bob's clock be for the order to go wrong?",
      choices: {
        minute: 'A minute or more',
        seconds: 'One second to a minute',
        less: 'Less than a second',
        never: 'The order never goes wrong',
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
  printTitle('What happens');
  const alice = await network.add('alice');
  await network.add('bob', { clockSkewMs: SKEW_MS });
  await network.add('carol');
  await network.mineOn(alice, 2);
  await network.settle();
  print(`alice has mined ${network.coinsOf(alice)} coins.`);
  for (const payment of PAYMENTS) await pay(network, payment);

  const { blocks } = await viewOf(alice);
  const mined = blocks.slice(1).map((block) => minedOf(network, block));
  const genesis = blocks[0].hash;
  printTitle('The diagram');
  const clockOf = new Map(mined.map(({ block, clock }) => [block.hash, `clock ${timeOf(clock)}`]));
  print(...spaceTime(network, [...network.users.keys()], (hash) => clockOf.get(hash)));
  print('', LEGEND[0]);

  const linked = replay(genesis, mined);
  const clocked = replay(genesis, byClock(mined));
  mustHold('no payment is refused in the order of the links', linked.refused.size === 0);
  mustHold('a payment is refused in the order of the clocks', clocked.refused.size > 0);
  printTitle('Replayed in the order of the links');
  print(...replayTable(network, mined, linked));
  printTitle('Replayed in the order of the clocks');
  print(...replayTable(network, byClock(mined), clocked));
  print(`${clocked.refused.size} of ${PAYMENTS.length} payments are refused.`);
  printTitle('The balances after both replays');
  const coins = mined.length - PAYMENTS.length;
  const owners = new Map([...network.users].map(([name, user]) => [name, readyOf(user).address]));
  print(
    ...balanceTable(owners, [
      { title: 'by link', balances: linked.balances, coins },
      { title: 'by clock', balances: clocked.balances, coins },
    ]),
  );

  const skew = smallestSkew(genesis, mined, 'bob');
  if (skew !== undefined)
    print(
      '',
      `In this run, a clock ${skew / 1000} s ahead would have been enough to change the result.`,
    );
  return { replay: 'refused', skew: magnitudeOf(skew) };
}

/** Makes one user pay another user. Waits until all users have the block with the payment. */
async function pay(
  network: LabNetwork,
  { from, to, amount }: (typeof PAYMENTS)[number],
): Promise<void> {
  const [seller, buyer] = [from, to].map((name) => network.find(name));
  const { id } = await seller.call('pay', readyOf(buyer).address, amount);
  await network.untilAllHave('the payment', id);
  print(`${from} has paid ${to} ${formatCoins(amount)} coins, and ${to} has minted the block.`);
}

/** Returns the time and the miner of a block. The miner reported the block immediately. */
function minedOf(network: LabNetwork, block: Block): MinedBlock {
  const report = network.events.find(
    ({ event }) =>
      (event.event === 'coin' || event.event === 'minted') && event.hash === block.hash,
  );
  if (report === undefined) throw new Error(`no user reported block ${block.index}`);
  const { user: miner, at } = report;
  return { block, miner, at, clock: at + network.find(miner).options.clockSkewMs };
}

/** Returns a table of blocks in some order. The table shows seconds after the first block. */
function replayTable(
  network: LabNetwork,
  blocks: readonly MinedBlock[],
  { refused }: Replay,
): string[] {
  const line = (...cells: string[]): string =>
    cells
      .map((cell, i) => padEnd(cell, [8, 8, 10, 10, 24][i] ?? 0))
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
        contentOf(network, block),
        refused.get(block.hash) ?? 'ok',
      ),
    ),
  ];
}

function contentOf(network: LabNetwork, { data }: Block): string {
  const [from, to] = [data.from, data.to].map((address) => network.nameOf(address));
  const coins = formatCoins(data.amount);
  return data.from === NETWORK ? `${to} mines ${coins}` : `${from} pays ${to} ${coins}`;
}

function magnitudeOf(skew: number | undefined): string {
  if (skew === undefined) return 'never';
  if (skew < 1000) return 'less';
  return skew < 60_000 ? 'seconds' : 'minute';
}

/** Returns the time of day on a clock. */
function timeOf(clock: number): string {
  return new Date(clock).toTimeString().slice(0, 8);
}
