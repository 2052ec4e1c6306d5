import type { RungNetwork } from '../users/RungNetwork';
import { judgeEnd, payAndWait, waitForOneChain, waitUntilAllKnown } from './actions';

/** Seconds between two rounds of gossip. Gossip cannot repair a missed announcement during a rung. */
export const RARE_GOSSIP = '60';

/** Two users pay each other in turn. They must have the same chain after every block. */
export async function twoUsers(network: RungNetwork): Promise<void> {
  const { random } = network;
  const alice = await network.addUser('alice', { gossip: RARE_GOSSIP });
  const bob = await network.addUser('bob', { join: alice, gossip: RARE_GOSSIP });
  await waitUntilAllKnown(network);
  await waitForOneChain(network);
  for (let i = random.integer(3, 5); i > 0; i--) {
    const [seller, buyer] = i % 2 ? [alice, bob] : [bob, alice];
    await payAndWait(network, seller, buyer, random.integer(1, 30));
  }
  await judgeEnd(network);
}
