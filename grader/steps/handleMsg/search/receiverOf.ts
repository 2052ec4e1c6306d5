import type { Receiver } from '../channel/MessageStory';
import { USERS } from './MessageWorld';
import type { MessageWorld, UserName } from './MessageWorld';

/** Returns a user whose chain has a coin for each of the other two users. */
export function receiverOf(world: MessageWorld, me: UserName, timestamp: number): Receiver {
  const genesis = world.addGenesis(timestamp, 4);
  const coins = sendersTo(me).map((sender) => world.coin(sender));
  const blocks = [genesis, ...world.addBranch(genesis, coins)];
  const now = world.block(blocks[2]).timestamp + 10_000;
  return { address: USERS[me].address, blocks, pending: [], now };
}

/** Returns the two other users, who own a coin each. */
export function sendersTo(me: UserName): UserName[] {
  return (['alice', 'bob', 'carol'] as const).filter((name) => name !== me);
}
