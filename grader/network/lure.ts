import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { chainWork, createChain, tip } from '../../solution/supplied/chain/Chain';
import type { StatusReply } from '../../solution/supplied/wire/messages';
import type { FalseChain } from './falseChains';
import { MUTE } from './falseChains';
import { orphan } from './lies';
import type { Plot } from './lies';
import type { Player } from './Player';
import { politely } from './politely';
import { RungFailed } from './RungFailed';
import { lookAtAll } from './scenes';
import type { Script } from './ScriptedPeer';
import type { Stage } from './Stage';
import { askedOnAndOn } from './suspects';
import { tell } from './tell';

/** Lures the victim into asking for a false chain. */
export async function lure(
  stage: Stage,
  plot: Plot,
  victim: Player,
  lie: FalseChain,
): Promise<void> {
  const { name, what, higher, show } = lie;
  const peer = await stage.play(name, () => 'silence');
  const honestly = politely(peer, () => victim.chain);
  const height = tip(plot.chain).index + higher;
  const work = chainWork(plot.chain) + higher * 2 ** plot.chain.blocks[0].difficulty;
  peer.script = (request, socket) =>
    request.type === 'getChain'
      ? show(request, socket)
      : boasting(honestly, { height, work })(request, socket);
  stage.trying =
    `a peer called ${name} ${what}; it announces a block of that chain to ${victim.name}, ` +
    `who lacks the parent and asks for the rest`;
  await stage.answer(`${victim.name} answers a hello`, [], peer.greet(victim));
  const message = { type: 'block', block: orphan(plot), port: peer.port };
  await tell(stage, peer, victim, { message, code: 'unknown-parent', guard: 'handleMsg' });
  const endless = (): string | undefined => askedOnAndOn(stage, victim);
  await stage.until(
    `${victim.name} asks ${name} for its chain`,
    () => (endless() ? ['catchUp'] : ['handleMsg', 'catchUp']),
    () => {
      if (peer.heard.has('getChain')) return undefined;
      const other = endless();
      return other ? `${victim.name} asks ${other} on and on` : `${victim.name} does not ask`;
    },
  );
  if (lie === MUTE) return;
  await stage.until(`${victim.name} is done with ${name}`, ['catchUp'], () =>
    peer.waiting.size === 0 ? undefined : `${victim.name} listens on and on`,
  );
}

/**
 * Makes sure that nobody has moved an inch.
 *
 * @param chains the false chains that have been offered
 * @throws RungFailed if somebody has
 */
export async function unmoved(
  stage: Stage,
  { chain }: Plot,
  chains: readonly FalseChain[],
): Promise<void> {
  const { hash } = tip(chain);
  await stage.until('everybody answers', ['handleMsg'], () => lookAtAll(stage.players));
  const moved = stage.players.find((player) => player.tip !== hash);
  if (moved === undefined) return;
  const lost = chain.heights.has(moved.tip) ? tip(chain).index - moved.height : 0;
  const liar = chains.find(({ blocks, guards }) =>
    lost > 0 ? guards.includes('reorganise') : blocks.some(({ hash: own }) => own === moved.tip),
  );
  // What it did may have taken a while to show.
  if (liar) stage.trying = `a peer called ${liar.name} ${liar.what}; ${moved.name} asks for it`;
  throw new RungFailed({
    expected: `${moved.name} keeps the chain that it had`,
    got:
      lost > 0
        ? `it has lost its newest ${lost === 1 ? 'block' : `${lost} blocks`}`
        : `its newest block is now ${moved.height}, from ${liar?.name ?? 'somebody who lied before'}`,
    suspects: lost > 0 ? ['reorganise'] : (liar?.guards ?? ['handleMsg']),
  });
}

/** A peer of another network says hello; it must not become known. */
export async function strangerComes(stage: Stage, victim: Player): Promise<void> {
  const peer = await stage.play('stranger', () => 'silence');
  const elsewhere = createChain(createGenesisBlock(stage.random.time(), 8));
  const work = 10 ** 6 * chainWork(elsewhere);
  peer.script = boasting(
    politely(peer, () => elsewhere),
    { height: 10 ** 6, work },
  );
  stage.trying = `a peer of another network, with more work, says hello to ${victim.name}`;
  await stage.answer(`${victim.name} answers a hello`, [], peer.greet(victim));
  await stage.until(`${victim.name} looks who it is`, [], () =>
    peer.heard.has('getStatus') ? undefined : `${victim.name} does not ask`,
  );
  const known = await victim.peers();
  if (!known.some(({ port }) => port === peer.port)) return;
  throw new RungFailed({ expected: 'it does not become known', got: `${victim.name} lists it` });
}

/** A script that claims more in its status than it has. */
function boasting(script: Script, claims: Pick<StatusReply, 'height' | 'work'>): Script {
  return (request, socket) => {
    const answer = script(request, socket);
    return request.type === 'getStatus' ? { ...(answer as StatusReply), ...claims } : answer;
  };
}
