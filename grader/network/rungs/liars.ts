import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tip } from '../../../solution/supplied/chain/Chain';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import type { HonestUser } from '../users/HonestUser';
import type { RungNetwork } from '../users/RungNetwork';
import type { ScriptedPeer } from '../users/ScriptedPeer';
import { suspectsIfPaymentLost } from '../users/suspects';
import { judgeEnd, payAndWait, waitForOneChain, waitUntilAllKnown } from './actions';
import { falseChains, MUTE } from './falseChains';
import { invalidMessages } from './invalidMessages';
import type { LieContext } from './invalidMessages';
import { mustRefuseAll } from './mustRefuse';
import { mustIgnoreStranger, mustKeepChain, offerFalseChain } from './offerFalseChain';

/**
 * Peers lie about blocks, payments and chains. The users must refuse all lies, and keep one chain.
 */
export async function liars(network: RungNetwork): Promise<void> {
  const { random } = network;
  const alice = await network.addUser('alice');
  const bob = await network.addUser('bob', { join: alice });
  await waitUntilAllKnown(network);
  await waitForOneChain(network);
  await payAndWait(network, alice, bob, 7);
  const [victim, other] = random.integer(0, 1) ? [alice, bob] : [bob, alice];
  const mallory = await network.addPeer('mallory', victim.chain?.blocks ?? []);
  const context = contextOf(victim, other, mallory, network);

  const idle = connectAndSayNothing(victim);
  try {
    await mustRefuseAll(network, mallory, victim, invalidMessages(context));
    await mustKeepChain(network, context, []);
    const chains = falseChains(context);
    for (const chain of chains) {
      await offerFalseChain(network, context, victim, chain);
      await mustKeepChain(network, context, chains);
    }
    await mustIgnoreStranger(network, victim);
    await missBlockAndCatchUp(network, victim, other);
    await offerFalseChain(network, contextOf(victim, other, mallory, network), victim, MUTE);
    await payAndWait(network, victim, other, random.integer(1, 9));
    await payAndWait(network, other, victim, random.integer(1, 9));
    await judgeEnd(network);
  } finally {
    idle.destroy();
  }
}

function contextOf(
  victim: HonestUser,
  other: HonestUser,
  mallory: ScriptedPeer,
  network: RungNetwork,
): LieContext {
  const { chain } = victim;
  if (chain === undefined) throw new GraderError(`${victim.name} has no chain`);
  return {
    liar: mallory.keys,
    chain,
    victim: victim.address,
    owner: other.address,
    minted: tip(chain).data,
    random: network.random,
  };
}

/**
 * Opens a connection and sends nothing. The user must close this connection, and answer other peers
 * meanwhile.
 */
function connectAndSayNothing({ host, port }: HonestUser): Socket {
  return connect({ host, port }).on('error', () => undefined);
}

/** Makes the victim miss a block. The victim must still be able to catch up after all the lies. */
async function missBlockAndCatchUp(
  network: RungNetwork,
  victim: HonestUser,
  other: HonestUser,
): Promise<void> {
  await network.setReach(other, []);
  await network.pay(victim, other, network.random.integer(1, 9));
  const before = other.height;
  await network.until(
    `${other.name} mints the payment`,
    () => suspectsIfPaymentLost(network.conversation, victim, other),
    async () => {
      const silent = await other.fetchChain();
      return (
        silent ?? (other.height > before ? undefined : `${other.name} has not minted the payment`)
      );
    },
  );
  await network.setReach(other, 'all');
  const why = `${victim.name} has missed a block of ${other.name}; `;
  await payAndWait(network, victim, other, network.random.integer(1, 9), network.users, why);
}
