import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL } from '../../solution/supplied/constants';
import type { Endpoint } from '../../solution/supplied/types';
import type { Request } from '../../solution/supplied/wire/messages';
import { tcpClient, tcpServer } from '../../solution/supplied/wire/tcp';
import { Changes } from '../../grader/harness/parent/Changes';
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
 * Attacks a user for some time. Meanwhile, an honest user asks for its status, and an honest peer,
 * which nobody knows, announces a longer chain.
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
  const [{ hash: genesis }] = blocks;
  for (let i = 0; i < AHEAD; i++) blocks.push(mined(blocks[blocks.length - 1], coin(BOB)));
  const tip = blocks[blocks.length - 1];
  const work = blocks.length * 2 ** tip.difficulty;
  const height = tip.index;
  const bob = { protocol: PROTOCOL, name: 'bob', address: BOB.address, genesis };
  const server = await tcpServer({
    ...{ host: to.host, port: 0, onError: () => undefined },
    handle: (message) => {
      const { type, from = 0, limit = 0 } = message as Request & { from?: number; limit?: number };
      if (type === 'getStatus')
        return { type: 'status', ...bob, height, work, tip: tip.hash, peers: 0 };
      if (type === 'getChain')
        return { type: 'chain', blocks: blocks.slice(from, from + limit), height };
      return { type: 'peers', peers: [] };
    },
  });
  const begun = performance.now();
  const announce = async (): Promise<boolean> => {
    const message = { type: 'block', block: tip, port: server.port };
    const answer = await tcpClient(to, message).catch(() => undefined);
    return (answer as { type?: unknown } | undefined)?.type === 'ok';
  };
  // An honest miner announces each new block; this one announces the same block again.
  await new Changes().until('the user has the blocks of an honest peer', announce);
  await server.close();
  return performance.now() - begun;
}
