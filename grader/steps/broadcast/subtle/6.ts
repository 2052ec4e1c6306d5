// Sentence 1 (and 5): whoever answers rejected with busy gets the message a second time, and the second answer is reported
import { setTimeout as sleep } from 'node:timers/promises';
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/** How long a busy peer gets to recover, in milliseconds. */
const PAUSE_MS = 50;

/**
 * Sends a message to all peers at the same time.
 *
 * @step 9
 */
export async function broadcast(
  message: Request,
  peers: readonly Peer[],
  self: Address,
  options: TcpClientOptions = {},
): Promise<Delivery[]> {
  const others = peers.filter((peer) => peer.address !== self);
  return Promise.all(
    others.map(async (peer): Promise<Delivery> => {
      const ask = async () => parseReply(await tcpClient(peer, message, options));
      try {
        const reply = await ask();
        if (reply.type !== 'rejected' || reply.code !== 'busy') return { peer, reply };
        await sleep(PAUSE_MS);
        return { peer, reply: await ask() };
      } catch (error) {
        return { peer, error };
      }
    }),
  );
}
