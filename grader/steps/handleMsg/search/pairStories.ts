import { MAX_FUTURE_MS } from '../../../../solution/supplied/constants';
import type { Endpoint } from '../../../../solution/supplied/types';
import { withoutWork } from '../../support/sampleBlocks';
import type { Happening, MessageStory, Receiver } from '../channel/MessageStory';
import { inOtherOrder } from './otherForms';
import { EPOCH, MessageWorld, wrongCoin } from './MessageWorld';
import type { UserName } from './MessageWorld';
import { receiverOf, sendersTo } from './receiverOf';
import type { ToldWorld } from './ToldWorld';

const ANNOUNCER: Endpoint = { host: '127.0.0.1', port: 6001 };
const OTHER: Endpoint = { host: '127.0.0.2', port: 6002 };

/**
 * Returns all short stories of one user. Each event comes before and after each other event: one,
 * other, one. Each two of the messages that can change something also come at once, in each order.
 */
export function pairStories(seed: number): ToldWorld {
  const world = new MessageWorld();
  const bob = receiverOf(world, 'bob', EPOCH + seed);
  const { events, lively } = eventsOf(world, 'bob', bob);
  const tell = (lines: Happening[][]): MessageStory => ({
    users: [bob],
    lines: lines.map((atOnce) => atOnce.map((event) => ({ ...event, user: 0 }))),
  });
  const inTurn = pairsOf(events).map(([one, other]) => tell([[one], [other], [one]]));
  const atOnce = pairsOf(lively).flatMap(([one, other]) =>
    one === other ? [tell([[one, one]])] : [tell([[one, other]]), tell([[other, one]])],
  );
  return world.tell([...inTurn, ...atOnce]);
}

/**
 * Returns all short stories of two users. The same happens to one, to the other, and once more to
 * the first. Or it happens to both at once. First, both have the same chain and get the same blocks. Then they are of two networks,
 * and each gets its own blocks.
 */
export function twinStories(seed: number): ToldWorld {
  const world = new MessageWorld();
  const bob = receiverOf(world, 'bob', EPOCH + seed);
  const carol = receiverOf(world, 'carol', EPOCH + seed + 1);
  const twin = { ...bob, address: carol.address };
  const [ofBob, ofCarol] = [eventsOf(world, 'bob', bob), eventsOf(world, 'carol', carol)];
  const tell = (other: Receiver, one: Happening, its: Happening): MessageStory[] => {
    const [first, second, third] = [one, its, one].map((event, i) => ({ ...event, user: i % 2 }));
    const users = [bob, other];
    return [
      { users, lines: [[first], [second], [third]] },
      { users, lines: [[first, second]] },
    ];
  };
  return world.tell([
    ...ofBob.events.flatMap((event) => tell(twin, event, event)),
    ...ofBob.events.flatMap((event, i) => tell(carol, event, ofCarol.events[i])),
  ]);
}

/** Returns all pairs, also of an event with itself. */
function pairsOf(events: readonly Happening[]): Array<[Happening, Happening]> {
  return events.flatMap((one, i) =>
    events.slice(i).map((other): [Happening, Happening] => [one, other]),
  );
}

/**
 * Returns good and bad blocks, good and bad payments, fetched blocks, and clocks. What is refused at
 * first, or changes nothing, comes before what changes something.
 */
function eventsOf(
  world: MessageWorld,
  me: UserName,
  { blocks: [genesis, first, second], now }: Receiver,
): Record<'events' | 'lively', Happening[]> {
  const [alice, other] = sendersTo(me);
  const order = { from: alice, to: me, amount: 60, id: 'a', of: genesis };
  const sixty = world.payment(order);
  const third = world.addBlock(second, world.coin(alice));
  const minting = world.addBlock(second, sixty);
  const sibling = world.addBlock(first, world.coin(me));
  const orphan = world.addBlock(world.addBlock(sibling, world.coin(me)), world.coin(me));
  const payments = [
    world.payment({ ...order, amount: 10 }),
    world.payment({ ...order, amount: 141, id: 'd' }),
    world.payment({ ...order, amount: 41, id: 'A' }),
    sixty,
    world.payment({ ...order, from: other, amount: 100, id: 'c' }),
  ];
  const lively: Happening[] = [
    { block: world.addBlock(third, world.coin(alice)), from: OTHER },
    { block: orphan, from: ANNOUNCER },
    { block: sibling },
    ...payments.map((payment) => ({ payment: world.addPayment(payment) })),
    { block: third, from: ANNOUNCER },
    { block: minting },
    {
      adopts: world.addBranch(first, [
        world.coin(other),
        world.payment({ ...order, to: other, amount: 70, id: 'b' }),
        world.coin(me),
      ]),
    },
  ];
  const changed = (name: string, change: object, note: string): string =>
    world.addChanged(name, { ...(world.cast[name] as object), ...change }, note);
  const { data } = world.block(third);
  const late = { timestamp: now + MAX_FUTURE_MS + 1 };
  const refused: Happening[] = [
    { payment: world.addPayment(world.payment({ ...order, signer: other })) },
    { payment: world.add('no payment', { ...sixty.transaction, note: 1 }, TOO_MANY) },
    { block: world.addBlock(second, world.coin(me), late, 'more than two minutes ahead') },
    { block: world.addBlock(second, wrongCoin(world.coin(me))) },
    {
      block: changed(
        third,
        { data: { ...data, amount: data.amount + 1 } },
        'with a cent more and the old hash',
      ),
      from: ANNOUNCER,
    },
    {
      block: changed(orphan, { timestamp: 0 }, 'with a different time and the old hash'),
      from: OTHER,
    },
    {
      block: world.addChanged(
        minting,
        withoutWork(world.block(minting)),
        'with a different nonce and no work',
      ),
    },
    { block: changed(genesis, { timestamp: 0 }, 'with a different time and the old hash') },
  ];
  const known: Happening[] = [
    { clock: world.block(second).timestamp - MAX_FUTURE_MS - 1 },
    { block: second },
    {
      block: world.addChanged(
        genesis,
        inOtherOrder(world.block(genesis)),
        'with its fields, and those of its data, in another order',
      ),
    },
  ];
  return { events: [...known, ...refused, ...lively, { clock: now + 60_000 }], lively };
}

const TOO_MANY = { words: 'a payment with a field too many' };
