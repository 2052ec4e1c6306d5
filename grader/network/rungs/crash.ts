import type { RungNetwork } from '../users/RungNetwork';
import {
  judgeEnd,
  payAndWait,
  waitForOneChain,
  waitForSettledChain,
  waitUntilAllKnown,
} from './actions';

/**
 * A busy miner is killed. The other users continue. Later the miner starts again, and must catch up.
 */
export async function crash(network: RungNetwork): Promise<void> {
  const { random } = network;
  const alice = await network.addUser('alice');
  const bob = await network.addUser('bob', { join: alice });
  await waitForOneChain(network);
  const carol = await network.addUser('carol', { join: random.pick([alice, bob]), rest: '0.05' });
  await waitUntilAllKnown(network);
  const goal = alice.height + random.integer(4, 10);
  network.trying = 'carol mines one block after the other, and announces each block';
  await network.until(
    'alice and bob get the blocks of carol',
    ['broadcast', 'handleMsg', 'catchUp'],
    async () => {
      const silent = (await alice.fetchChain()) ?? (await bob.fetchChain());
      const low = [alice, bob].find(({ height }) => height < goal);
      return silent ?? (low && `${low.name} has ${low.height} of ${goal} blocks`);
    },
  );
  await network.kill(carol);
  network.trying = 'carol is killed while she mines and announces';
  await waitForSettledChain(network, bob, alice);
  for (let i = random.integer(1, 3); i > 0; i--) {
    const [seller, buyer] = i % 2 ? [alice, bob] : [bob, alice];
    await payAndWait(network, seller, buyer, random.integer(1, 20));
  }

  const returned = await network.addUser('carol', { join: random.pick([alice, bob]) });
  await waitUntilAllKnown(network);
  await waitForOneChain(network);
  await payAndWait(network, alice, returned, random.integer(1, 20));
  await payAndWait(network, returned, bob, random.integer(1, 20));
  await judgeEnd(network, [carol]);
}
