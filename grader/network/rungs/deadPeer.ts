import { RungFailed } from '../users/RungFailed';
import type { RungNetwork } from '../users/RungNetwork';
import { fetchChains, judgeEnd, payAndWait, waitForOneChain, waitUntilAllKnown } from './actions';
import { RARE_GOSSIP } from './twoUsers';

/** If a user accepts this many more spaces, the user is still listening. */
const PROOF_SPACES = 3;

/**
 * One user is killed, and a peer never ends its answers. The other users must go on immediately.
 */
export async function deadPeer(network: RungNetwork): Promise<void> {
  const { random } = network;
  const gossip = RARE_GOSSIP;
  const alice = await network.addUser('alice', { gossip });
  // Alice learns of mute first, and later of bob. If she announces to one peer after the other, bob
  // must wait for mute.
  const mute = await network.addPeer('mute', alice.chain?.blocks ?? []);
  await network.sendHello(mute, alice);
  await network.until('alice gets to know a peer', [], async () => {
    const peers = await alice.peers();
    return peers.some(({ port }) => port === mute.port) ? undefined : 'alice does not know it';
  });
  const carol = await network.addUser('carol', { join: alice, gossip });
  await waitForOneChain(network);
  const bob = await network.addUser('bob', { join: alice, gossip });
  await waitUntilAllKnown(network);
  await waitForOneChain(network);

  await network.kill(carol);
  mute.lies = () => 'drip';
  const first = random.integer(1, 30);
  await network.pay(bob, alice, first);
  network.trying =
    'carol is dead, and a peer called mute accepts requests but never ends its answers; ' +
    'bob pays alice, and alice announces the block that she mints';
  const spacesSent = (): number | undefined =>
    [...mute.unanswered].find(([{ type }]) => type === 'block')?.[1];
  await network.until('alice announces it to mute as well', ['broadcast'], () =>
    spacesSent() === undefined ? 'mute is told nothing' : undefined,
  );
  await network.until(
    'bob hears of the block although others do not answer',
    ['broadcast'],
    async () => {
      const silent = await fetchChains([bob, alice]);
      return silent ?? (bob.tip === alice.tip ? undefined : 'bob does not have the block');
    },
  );
  // Bob has the block. Alice must still be listening to mute. Otherwise she told bob only after she
  // had stopped listening.
  const enough = (spacesSent() ?? 0) + PROOF_SPACES;
  await network.until('alice listens to mute', ['broadcast'], () =>
    (spacesSent() ?? enough) >= enough ? undefined : 'that is not known yet',
  );
  if (spacesSent() === undefined) {
    throw new RungFailed({
      expected: 'bob hears of the block at once, while mute still keeps alice waiting',
      got: 'bob heard of it only after alice had given up on mute',
      suspects: ['broadcast'],
    });
  }
  await payAndWait(network, alice, bob, random.integer(1, 30));
  await judgeEnd(network, [carol]);
}
