import { RungFailed } from '../users/RungFailed';
import type { RungNetwork } from '../users/RungNetwork';
import { fetchChains, judgeEnd, payAndWait, waitForOneChain, waitUntilAllKnown } from './actions';
import { RARE_GOSSIP } from './twoUsers';

/** If a user accepts this number of further spaces, the user is listening. */
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
  await network.until('alice knows mute', [], async () => {
    const peers = await alice.peers();
    return peers.some(({ port }) => port === mute.port) ? undefined : 'alice does not know mute';
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
    'carol was killed, and a peer called mute accepts requests but never ends its answers; ' +
    'then bob pays alice, and alice announces the block with the payment';
  const spacesSent = (): number | undefined =>
    [...mute.unanswered].find(([{ type }]) => type === 'block')?.[1];
  await network.until('alice announces the block to mute too', ['broadcast'], () =>
    spacesSent() === undefined ? 'mute does not receive the block' : undefined,
  );
  await network.until(
    'bob gets the block, although other peers do not answer',
    ['broadcast'],
    async () => {
      const silent = await fetchChains([bob, alice]);
      return silent ?? (bob.tip === alice.tip ? undefined : 'bob does not have the block');
    },
  );
  // Bob has the block. Now alice must be listening to mute. Otherwise she has told bob only after the
  // wait for mute.
  const enough = (spacesSent() ?? 0) + PROOF_SPACES;
  await network.until('alice waits for mute', ['broadcast'], () =>
    (spacesSent() ?? enough) >= enough
      ? undefined
      : 'the grader cannot see yet whether alice waits for mute',
  );
  if (spacesSent() === undefined) {
    throw new RungFailed({
      expected: 'bob gets the block immediately, while alice still waits for mute',
      got: 'bob got the block only after alice stopped waiting for mute',
      suspects: ['broadcast'],
    });
  }
  await payAndWait(network, alice, bob, random.integer(1, 30));
  await judgeEnd(network, [carol]);
}
