import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { chainWork, createChain, tip } from '../../../solution/supplied/chain/Chain';
import type { StatusReply } from '../../../solution/supplied/wire/messages';
import type { Note } from '../users/Conversation';
import type { HonestUser } from '../users/HonestUser';
import { RungFailed } from '../users/RungFailed';
import type { RungNetwork } from '../users/RungNetwork';
import type { Lies } from '../users/ScriptedPeer';
import { peerAskedTooOften } from '../users/suspects';
import { fetchChains } from './actions';
import { MUTE } from './falseChains';
import type { FalseChain } from './falseChains';
import { orphan } from './invalidMessages';
import type { LieContext } from './invalidMessages';
import { mustRefuse } from './mustRefuse';

/**
 * Makes a new peer announce a block of a false chain. Waits until the victim has seen all blocks of
 * the chain, or has refused it.
 *
 * @throws RungFailed if the victim does not ask, or never stops listening
 */
export async function offerFalseChain(
  network: RungNetwork,
  context: LieContext,
  victim: HonestUser,
  offer: FalseChain,
): Promise<void> {
  const { name, what, longer, blocks, show } = offer;
  const { chain } = context;
  let askedAt = Infinity;
  /** The first index that the victim has not asked for. */
  let shown = 0;
  const claims = claim({
    height: tip(chain).index + longer,
    work: chainWork(chain) + longer * 2 ** chain.blocks[0].difficulty,
  });
  const peer = await network.addPeer(name, chain.blocks, {
    ...claims,
    getChain(request, ...rest) {
      askedAt = Math.min(askedAt, Date.now());
      shown = Math.max(shown, request.from + request.limit);
      return show(request, ...rest);
    },
  });
  network.trying =
    `a peer called ${name} ${what}; ${name} announces a block of this chain to ${victim.name}, ` +
    `and ${victim.name} must ask for the missing blocks`;
  await network.sendHello(peer, victim);
  const message = { type: 'block', block: orphan(context), port: peer.port };
  const refusal = { message, code: 'unknown-parent', checkedBy: 'handleMsg' } as const;
  await mustRefuse(network, peer, victim, refusal);
  const busyWith = (): string | undefined => peerAskedTooOften(network.conversation, victim);
  await network.until(
    `${victim.name} asks ${name} for its chain`,
    () => (busyWith() ? ['catchUp'] : ['handleMsg', 'catchUp']),
    () => {
      if (peer.asked.has('getChain')) return undefined;
      const other = busyWith();
      return other
        ? `${victim.name} asks ${other} again and again`
        : `${victim.name} does not ask ${name}`;
    },
  );
  if (offer === MUTE) return;
  await network.until(`${victim.name} closes its connection to ${name}`, ['catchUp'], () =>
    peer.unanswered.size === 0 ? undefined : `${victim.name} keeps the connection open`,
  );
  const last = blocks.at(-1)?.index ?? -1;
  await network.until(`${victim.name} asks for these blocks, or refuses them`, ['catchUp'], () =>
    shown > last || hasRefusedChain(network, victim, askedAt)
      ? undefined
      : `${victim.name} has not asked for all blocks of ${name}`,
  );
}

/** True if a user has reported since a time, in milliseconds since 1970, that it refuses a chain. */
function hasRefusedChain({ conversation }: RungNetwork, user: HonestUser, since: number): boolean {
  const isRefusal = ({ who, what, at }: Note): boolean =>
    who === user.name && at >= since && what.startsWith('refused chain');
  return conversation.notes(isRefusal).length > 0;
}

/**
 * Checks that all users still have the chain that they had before the lies.
 *
 * @param chains the false chains that were offered
 * @throws RungFailed if a user has another chain now
 */
export async function mustKeepChain(
  network: RungNetwork,
  { chain }: LieContext,
  chains: readonly FalseChain[],
): Promise<void> {
  const { hash } = tip(chain);
  await network.until('all users answer', ['handleMsg'], () => fetchChains(network.users));
  const changed = network.users.find((user) => user.tip !== hash);
  if (changed === undefined) return;
  const lost = chain.heights.has(changed.tip) ? tip(chain).index - changed.height : 0;
  const liar = chains.find(({ blocks, checkedBy }) =>
    lost > 0
      ? checkedBy.includes('reorganise')
      : blocks.some(({ hash: own }) => own === changed.tip),
  );
  // A user can change its chain late, when the grader has already offered the next false chain.
  if (liar)
    network.trying = `a peer called ${liar.name} ${liar.what}; ${changed.name} asks for this chain`;
  throw new RungFailed({
    expected: `${changed.name} keeps its chain`,
    got:
      lost > 0
        ? `${changed.name} has lost its newest ${lost === 1 ? 'block' : `${lost} blocks`}`
        : `the newest block of ${changed.name} is now ${changed.height}, from ${liar?.name ?? 'an earlier liar'}`,
    suspects: lost > 0 ? ['reorganise'] : (liar?.checkedBy ?? ['handleMsg']),
  });
}

/**
 * Sends a hello from a peer of another network.
 *
 * @throws RungFailed if the victim lists this peer
 */
export async function mustIgnoreStranger(network: RungNetwork, victim: HonestUser): Promise<void> {
  const { blocks } = createChain(createGenesisBlock(network.random.time(), 8));
  const claims = claim({ height: 10 ** 6, work: 10 ** 9 });
  const peer = await network.addPeer('unknown', blocks, claims);
  network.trying = `a peer of another network with more work says hello to ${victim.name}`;
  await network.sendHello(peer, victim);
  await network.until(`${victim.name} asks the unknown peer for its status`, [], () =>
    peer.asked.has('getStatus') ? undefined : `${victim.name} does not ask`,
  );
  const known = await victim.peers();
  if (!known.some(({ port }) => port === peer.port)) return;
  throw new RungFailed({
    expected: `${victim.name} does not add the unknown peer to its peers`,
    got: `${victim.name} lists the unknown peer as a peer`,
  });
}

/** Returns the lie of a peer that claims this height and this work in its status. */
function claim(claims: Pick<StatusReply, 'height' | 'work'>): Lies {
  return { getStatus: (_request, honest) => ({ ...honest, ...claims }) };
}
