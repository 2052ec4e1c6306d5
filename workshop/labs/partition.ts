import type { ChainView } from '../../solution/supplied/user/control';
import { listOf } from '../../solution/supplied/program/render';
import type { User } from '../../solution/User';
import { balanceTable, columnOf } from './balanceTable';
import type { Answers, BeginNetwork, Lab } from './Lab';
import { readyOf, viewOf } from './LabNetwork';
import type { LabNetwork } from './LabNetwork';
import { Mallory } from './Mallory';
import { check, say, title } from './say';
import { LEGEND, spaceTime } from './spaceTime';

/** Who is on which side of the cut, and whom mallory pays there. */
const SIDES = [
  { names: ['alice', 'bob'], buyer: 'bob', payment: 'mallory-pays-bob' },
  { names: ['carol', 'dave', 'erin'], buyer: 'dave', payment: 'mallory-pays-dave' },
];

/** How many confirmations each buyer is to see, at least, before the cable is mended. */
const CONFIRMATIONS = 6;

const OPTIONS = { difficulty: 16, restMs: 900, gossipMs: 500 };

/** Lab A: while the network is cut in two, one coin is spent on both sides. */
export const partition: Lab = {
  title: 'Lab A: a network in two, a coin spent twice',
  plan:
    'Five users make a network. mallory owns one coin. Then the cable between two of the users and ' +
    'the other three is cut, and mallory pays with the same coin on both sides: first bob, on the ' +
    'side of two, then dave, on the side of three. All mine on; then the cable is mended.',
  questions: {
    cut: {
      ask: 'While the cable is cut, what do bob and dave see?',
      choices: {
        neither: 'Both payments are refused: the coin might be spent elsewhere',
        majority: "Only dave's is confirmed: the side of two has no majority, and waits",
        both: 'Both payments are confirmed, by more and more blocks',
      },
    },
    mended: {
      ask: 'And once the cable is mended?',
      choices: {
        both: 'Both payments stay: mallory has made two coins of one',
        first: "bob's stays: it was made first",
        work: 'The one stays that is on the chain with more work; the other vanishes',
        neither: 'Both vanish, and mallory has her coin back',
      },
    },
  },
  run,
  meaning: [
    'Every block that bob saw was valid. What could have warned him, and what would have helped?',
    'Could the two sides have been kept from disagreeing? At what price?',
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

/** What one side held when the cable was mended. */
interface Apart {
  view: ChainView;
  /** Of the payment made there. */
  confirmations: number;
}

async function run(begin: BeginNetwork): Promise<Answers> {
  const network = begin(OPTIONS);
  const mallory = new Mallory();
  title('What happens');
  for (const { names } of SIDES) for (const name of names) await network.add(name);
  const users = [...network.users.values()];
  for (const user of users) await network.mineOn(user);
  await network.settle();
  say(`${namesOf(users)} have mined a coin each.`);
  const coin = await mallory.mineCoin(users);
  say(`mallory has mined one too, and announced it: block ${coin.index}. All have taken it.`);

  const sides = SIDES.map(({ names, buyer, payment }) => ({
    users: names.map((name) => network.find(name)),
    buyer: network.find(buyer),
    payment,
  }));
  await cut(network, sides);
  for (const side of sides) await spend(network, mallory, side);
  const apart = await mineApart(network, sides);
  const outcome = await mend(network, sides, apart);
  draw(network, mallory, apart, [coin.hash, 'mallory mines a coin']);
  await weigh(network, mallory, sides, apart);
  return outcome;
}

async function cut(network: LabNetwork, sides: readonly Side[]): Promise<void> {
  for (const { users } of sides) {
    const reach = users.map((user) => readyOf(user).address);
    for (const user of users) await user.call('reach', reach);
  }
  network.mark(`the cable is cut: ${sides.map(({ users }) => namesOf(users)).join(' | ')}`);
  say(`The cable is cut: ${sides.map(({ users }) => namesOf(users)).join(' here, ')} there.`);
}

/** Has mallory pay a side's buyer, and waits until that buyer has minted the payment. */
async function spend(network: LabNetwork, mallory: Mallory, side: Side): Promise<void> {
  const { buyer, payment } = side;
  const { name } = buyer.options;
  await mallory.pay(buyer, payment);
  await network.until(
    `${name} has minted the payment`,
    async () => depthOf(payment, await viewOf(buyer)) > 0,
  );
  say(`mallory pays ${name} her coin, and ${name} mints it into a block.`);
}

/** Lets both sides mine until both payments are confirmed and one chain is longer. */
async function mineApart(network: LabNetwork, sides: readonly Side[]): Promise<Apart[]> {
  await network.mineCoins(true);
  await network.until(`both have seen ${CONFIRMATIONS} confirmations`, async () => {
    const all = await Promise.all(sides.map(lookAt));
    return all.every(({ confirmations }) => confirmations >= CONFIRMATIONS);
  });
  await network.mineCoins(false);
  for (const { users } of sides) await network.settle(users);
  let apart = await Promise.all(sides.map(lookAt));
  while (apart[0].view.height === apart[1].view.height) {
    const { users } = sides[1];
    await network.mineOn(users[users.length - 1]);
    await network.settle(users);
    apart = await Promise.all(sides.map(lookAt));
  }
  for (const [i, { buyer, users }] of sides.entries()) {
    const { view, confirmations } = apart[i];
    const { name } = buyer.options;
    say(
      `${name} has seen ${confirmations} confirmations; ` +
        `the chain of ${namesOf(users)} ends with block ${view.height}.`,
    );
  }
  return apart;
}

/** Mends the cable, and finds out which payment is left. */
async function mend(
  network: LabNetwork,
  sides: readonly Side[],
  apart: readonly Apart[],
): Promise<Answers> {
  const users = [...network.users.values()];
  network.mark('the cable is mended');
  for (const user of users) await user.call('reach', null);
  say('The cable is mended. The users gossip, and whoever has less work changes over.');
  await network.settle();
  for (const user of [users[0], users[users.length - 1]]) await network.mineOn(user);
  await network.settle();

  const view = await viewOf(users[0]);
  const isLeft = sides.map(({ payment }) => depthOf(payment, view) > 0);
  const loser = isLeft.indexOf(false);
  check('exactly one of the two payments vanished', isLeft.filter(Boolean).length === 1);
  const [lost, kept] = [sides[loser], sides[1 - loser]].map(({ buyer }) => buyer.options.name);
  say(`All ${users.length} have one chain again, up to block ${view.height}.`);
  say(`The payment to ${lost} vanished after ${apart[loser].confirmations} confirmations.`);
  say(`The payment to ${kept} stays.`);
  check(
    'the side with less work gave way',
    apart[loser].view.height < apart[1 - loser].view.height,
  );
  return { cut: 'both', mended: 'work' };
}

function draw(
  network: LabNetwork,
  mallory: Mallory,
  apart: readonly Apart[],
  coin: [hash: string, note: string],
): void {
  const notes = new Map([coin]);
  for (const { view } of apart) {
    for (const { hash, data } of view.blocks) {
      if (data.from !== mallory.address) continue;
      notes.set(hash, `mallory pays ${network.nameOf(data.to)}`);
    }
  }
  title('The diagram');
  const names = SIDES.flatMap((side) => side.names);
  say(...spaceTime(network, names, (hash) => notes.get(hash)), '', ...LEGEND);
}

async function weigh(
  network: LabNetwork,
  mallory: Mallory,
  sides: readonly Side[],
  apart: readonly Apart[],
): Promise<void> {
  const users = [...network.users.values()];
  const owners = new Map(users.map((user) => [user.options.name, readyOf(user).address]));
  owners.set('mallory', mallory.address);
  title('Who owned what while the cable was cut, and who owns what now');
  say(
    ...balanceTable(owners, [
      ...sides.map(({ buyer }, i) => columnOf(`with ${buyer.options.name}`, apart[i].view)),
      columnOf('all, now', await viewOf(users[0])),
    ]),
  );
}

/** A side's chain as its buyer holds it. */
async function lookAt({ buyer, payment }: Side): Promise<Apart> {
  const view = await viewOf(buyer);
  return { view, confirmations: depthOf(payment, view) };
}

/** How many confirmations a payment has: 1 in the newest block, 0 if it is on no block. */
function depthOf(payment: string, { blocks, height }: ChainView): number {
  const block = blocks.find(({ data }) => data.id === payment);
  return block === undefined ? 0 : height - block.index + 1;
}

const namesOf = (users: readonly User[]): string =>
  listOf(users.map(({ options }) => options.name));
