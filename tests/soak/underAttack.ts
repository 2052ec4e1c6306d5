import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../solution/supplied/types';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import { Changes } from '../../grader/harness/parent/Changes';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { BOB, coin, mined } from '../support/blocks';
import { ANSWER_MS, askFor } from './askFor';
import type { Answers } from './askFor';
import { fetchChain } from './fetchChain';
import type { StrangerAttack } from './attacks/StrangerAttack';

/** How far an honest peer is ahead. The user cannot get its blocks without asking for them. */
const AHEAD = 5;

/** How an honest user was served. */
export interface Served extends Answers {
  /** How long it took until the user had fetched the blocks of an honest peer, in milliseconds. */
  caughtUpMs: number;
}

/**
 * Attacks a user for some time. Meanwhile, an honest user asks for its status. An honest peer that
 * the user does not know announces a longer chain.
 *
 * @param ms how long to attack, in milliseconds
 */
export async function underAttack(
  to: Endpoint,
  attack: StrangerAttack,
  ms: number,
): Promise<Served> {
  const over = new AbortController();
  const attacking = attack.run(to, over.signal);
  const asking = askFor(ms, () => tcpClient(to, { type: 'getStatus' }, { timeoutMs: ANSWER_MS }));
  // The attack has begun and goes on.
  await sleep(ms / 3);
  const caughtUpMs = await catchUpFromStranger(to);
  const answers = await asking;
  over.abort();
  await attacking;
  return { ...answers, caughtUpMs };
}

/** Announces a longer chain, and waits until the user has it. Returns how long this took. */
async function catchUpFromStranger(to: Endpoint): Promise<number> {
  const { blocks } = await fetchChain(to);
  for (let i = 0; i < AHEAD; i++) blocks.push(mined(blocks[blocks.length - 1], coin(BOB)));
  const block = blocks[blocks.length - 1];
  const peer = await ScriptedPeer.start('bob', blocks);
  const begun = performance.now();
  const announce = async (): Promise<boolean> => {
    const answer = await peer.send(to, { type: 'block', block, port: peer.port });
    return (answer as { type?: unknown } | undefined)?.type === 'ok';
  };
  // An honest miner announces each new block; this one announces the same block again.
  await new Changes().until('the user has the blocks of an honest peer', announce);
  await peer.stop();
  return performance.now() - begun;
}
