import type { ChainView } from '../../solution/supplied/user/control';
import { listOf } from '../../solution/supplied/program/render';
import type { User } from '../../solution/User';
import { balanceTable, columnOf } from './balanceTable';
import { DoubleSpender } from './DoubleSpender';
import { mustHold } from './LabScript';
import type { Answers, BeginNetwork, LabScript } from './LabScript';
import { readyOf, viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { print, printTitle } from './print';
import { LEGEND, spaceTime } from './spaceTime';

/** The users on each side of the cut, the buyer whom mallory pays there, and the payment's id. */
const SIDES = [
  { names: ['alice', 'bob'], buyer: 'bob', payment: 'mallory-pays-bob' },
  { names: ['carol', 'dave', 'erin'], buyer: 'dave', payment: 'mallory-pays-dave' },
];

/** How many confirmations each buyer must see before the cable is repaired. */
const CONFIRMATIONS = 6;

const OPTIONS = { difficulty: 16, restMs: 900, gossipMs: 500 };

/** Lab A: the network is cut in two, and one coin is spent on both sides. */
export const partitionLab: LabScript = {
  title: 'Lab A: a network in two, a coin spent twice',
  plan:
    'Five users make a network. mallory owns one coin. Then the cable between two of the users and ' +
    'the other three is cut. mallory spends the same coin on both sides. First she pays bob, on the ' +
    'side of two users. Then she pays dave, on the side of three users. All users continue to ' +
    'mine. Then the cable is repaired.',
  questions: {
    cut: {
      ask: 'While the cable is cut, what do bob and dave see?',
      choices: {
        neither: 'Both payments are refused, because the coin could be spent on the other side',
        majority: "Only dave's payment is confirmed, because bob's side has no majority and waits",
        both: 'Both payments are confirmed, by more and more blocks',
      },
    },
    mended: {
      ask: 'What happens to the payments after the cable is repaired?',
      choices: {
        both: 'Both payments stay, and mallory has turned one coin into two',
        first: "bob's payment stays, because mallory paid bob first",
        work: 'The payment on the chain with more work stays, and the other disappears',
        neither: 'Both payments disappear, and mallory has her coin back',
      },
    },
  },
  run,
  meaning: [
    'Every block that bob saw was valid. What could have warned him, and what would have helped?',
    'Is there a way to keep the two sides from disagreeing? What would it cost?',
    'Who has lost coins, besides the buyer? (Compare the columns.) Where are they now?',
  ],
  handout: 'exercises/labs/a-partition.md',
};

/** One side of the cut. */
interface Side {
  users: User[];
  buyer: User;
  payment: string;
}

/** The chain of a side. The buyer on this side has sent it. */
interface SideView {
  view: ChainView;
  /** How many confirmations the payment on this side has. */
  confirmations: number;
}

async function run(begin: BeginNetwork): Promise<Answers> {
  const network = begin(OPTIONS);
  const mallory = new DoubleSpender();
  printTitle('What happens');
  for (const { names } of SIDES) for (const name of names) await network.add(name);
  const users = [...network.users.values()];
  for (const user of users) await network.mineOn(user);
  await network.settle();
  print(`${namesOf(users)} have mined a coin each.`);
  const coin = await mallory.mineCoin(users);
  print(
    `mallory has mined a coin too, in block ${coin.index}. All users have accepted this block.`,
  );

  const sides = SIDES.map(({ names, buyer, payment }) => ({
    users: names.map((name) => network.find(name)),
    buyer: network.find(buyer),
    payment,
  }));
  await cutCable(network, sides);
  for (const side of sides) await payOn(side, network, mallory);
  const views = await mineApart(network, sides);
  const answers = await mendCable(network, sides, views);
  printDiagram(network, mallory, views, [coin.hash, 'mallory mines a coin']);
  await printBalances(network, mallory, sides, views);
  return answers;
}

async function cutCable(network: LabNetwork, sides: readonly Side[]): Promise<void> {
  for (const { users } of sides) {
    const reach = users.map((user) => readyOf(user).address);
    for (const user of users) await user.call('reach', reach);
  }
  network.mark(`the cable is cut: ${sides.map(({ users }) => namesOf(users)).join(' | ')}`);
  print(`The cable is cut: ${sides.map(({ users }) => namesOf(users)).join(' here, ')} there.`);
}

/** Makes mallory pay the buyer of a side. Waits until the buyer has minted the payment. */
async function payOn(
  { buyer, payment }: Side,
  network: LabNetwork,
  mallory: DoubleSpender,
): Promise<void> {
  const { name } = buyer.options;
  await mallory.pay(buyer, payment);
  await network.until(
    `${name} has minted the payment`,
    async () => depthOf(payment, await viewOf(buyer)) > 0,
  );
  print(`mallory pays ${name} her coin, and ${name} mints it into a block.`);
}

/** Makes both sides mine until both payments are confirmed and one chain is longer. */
async function mineApart(network: LabNetwork, sides: readonly Side[]): Promise<SideView[]> {
  await network.mineCoins(true);
  await network.until(`both have seen ${CONFIRMATIONS} confirmations`, async () => {
    const all = await Promise.all(sides.map(viewOfSide));
    return all.every(({ confirmations }) => confirmations >= CONFIRMATIONS);
  });
  await network.mineCoins(false);
  for (const { users } of sides) await network.settle(users);
  let views = await Promise.all(sides.map(viewOfSide));
  while (views[0].view.height === views[1].view.height) {
    const { users } = sides[1];
    await network.mineOn(users[users.length - 1]);
    await network.settle(users);
    views = await Promise.all(sides.map(viewOfSide));
  }
  for (const [i, { buyer, users }] of sides.entries()) {
    const { view, confirmations } = views[i];
    const { name } = buyer.options;
    print(
      `${name} has seen ${confirmations} confirmations; ` +
        `the chain of ${namesOf(users)} ends with block ${view.height}.`,
    );
  }
  return views;
}

/** Repairs the cable, and checks that one payment is left. Returns the right answers. */
async function mendCable(
  network: LabNetwork,
  sides: readonly Side[],
  views: readonly SideView[],
): Promise<Answers> {
  const users = [...network.users.values()];
  network.mark('the cable is repaired');
  for (const user of users) await user.call('reach', null);
  print(
    'The cable is repaired. The users gossip. The side with less work changes to the other chain.',
  );
  await network.settle();
  for (const user of [users[0], users[users.length - 1]]) await network.mineOn(user);
  await network.settle();

  const view = await viewOf(users[0]);
  const isLeft = sides.map(({ payment }) => depthOf(payment, view) > 0);
  const loser = isLeft.indexOf(false);
  mustHold('exactly one of the two payments disappeared', isLeft.filter(Boolean).length === 1);
  const [lost, kept] = [sides[loser], sides[1 - loser]].map(({ buyer }) => buyer.options.name);
  print(`All ${users.length} have one chain again, up to block ${view.height}.`);
  print(`The payment to ${lost} disappeared after ${views[loser].confirmations} confirmations.`);
  print(`The payment to ${kept} stays.`);
  mustHold(
    'the side with less work changed to the other chain',
    views[loser].view.height < views[1 - loser].view.height,
  );
  return { cut: 'both', mended: 'work' };
}

function printDiagram(
  network: LabNetwork,
  mallory: DoubleSpender,
  views: readonly SideView[],
  coin: [hash: string, note: string],
): void {
  const notes = new Map([coin]);
  for (const { view } of views) {
    for (const { hash, data } of view.blocks) {
      if (data.from !== mallory.address) continue;
      notes.set(hash, `mallory pays ${network.nameOf(data.to)}`);
    }
  }
  printTitle('The diagram');
  const names = SIDES.flatMap((side) => side.names);
  print(...spaceTime(network, names, (hash) => notes.get(hash)), '', ...LEGEND);
}

async function printBalances(
  network: LabNetwork,
  mallory: DoubleSpender,
  sides: readonly Side[],
  views: readonly SideView[],
): Promise<void> {
  const users = [...network.users.values()];
  const owners = new Map(users.map((user) => [user.options.name, readyOf(user).address]));
  owners.set('mallory', mallory.address);
  printTitle('The balances while the cable was cut, and now');
  print(
    ...balanceTable(owners, [
      ...sides.map(({ buyer }, i) => columnOf(`with ${buyer.options.name}`, views[i].view)),
      columnOf('all, now', await viewOf(users[0])),
    ]),
  );
}

async function viewOfSide({ buyer, payment }: Side): Promise<SideView> {
  const view = await viewOf(buyer);
  return { view, confirmations: depthOf(payment, view) };
}

/**
 * Returns how many confirmations a payment has: 1 if the payment is in the newest block, 0 if it is
 * not on the chain.
 */
function depthOf(payment: string, { blocks, height }: ChainView): number {
  const block = blocks.find(({ data }) => data.id === payment);
  return block === undefined ? 0 : height - block.index + 1;
}

const namesOf = (users: readonly User[]): string =>
  listOf(users.map(({ options }) => options.name));
