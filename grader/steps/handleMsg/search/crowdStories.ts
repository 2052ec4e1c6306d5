import { MAX_PENDING, REWARD } from '../../../../solution/supplied/constants';
import type { Happening, Receiver } from '../channel/MessageStory';
import { paymentKin } from './kinStories';
import { EPOCH, MessageWorld, USERS } from './MessageWorld';
import type { Described, UserName } from './MessageWorld';
import type { ToldWorld } from './ToldWorld';

/** Returns stories of a user with one place left for a payment. Several users have sent the others. */
export function crowdStories(seed: number): ToldWorld {
  const world = new MessageWorld();
  const genesis = world.addGenesis(EPOCH + seed, 4);
  const coins = Array.from({ length: MAX_PENDING / REWARD }, () => [
    world.coin('alice'),
    world.coin('carol'),
  ]);
  const blocks = [genesis, ...world.addBranch(genesis, [...coins.flat(), world.coin('dora')])];
  const tip = blocks[blocks.length - 1];
  const now = world.block(tip).timestamp;
  const pay = (from: UserName, to: UserName): Described => world.payment({ from, to, amount: 2 });
  const oldest = pay('alice', 'bob');
  const pending = [world.addPayment(oldest), ...addCents(world, MAX_PENDING - 2)];
  const bob: Receiver = { address: USERS.bob.address, blocks, pending, now };
  const alice: Receiver = { address: USERS.alice.address, blocks, pending: [], now };
  // Dora's own payments are few, so a file that tries all payments of a sender is not slow.
  const names = (['bob', 'bob', 'bob', 'alice'] as const).map((to) =>
    world.addPayment(pay('dora', to)),
  );
  const [first, second, third, ofAlice] = names.map((payment): Happening => ({ payment }));
  const ofThird = paymentKin(world, names[2]);
  const minting: Happening = { block: world.addBlock(tip, oldest) };
  const inTurn = [
    first,
    second,
    ofAlice,
    third,
    ...ofThird,
    first,
    minting,
    ...ofThird,
    second,
    third,
  ];
  return world.tell([
    {
      users: [bob, alice],
      lines: inTurn.map((event) => [{ ...event, user: event === ofAlice ? 1 : 0 }]),
    },
    ...[
      [first, second],
      [first, minting, second],
    ].map((atOnce) => ({
      users: [bob],
      lines: [atOnce.map((event) => ({ ...event, user: 0 }))],
    })),
  ]);
}

/** Adds payments of a cent to bob, in turn by alice and carol. */
function addCents(world: MessageWorld, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const from = i % 2 === 0 ? 'alice' : 'carol';
    return world.addPayment(world.payment({ from, to: 'bob', amount: 1 }));
  });
}
