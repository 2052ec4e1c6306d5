// Sentence 8 (and 3): at most 64 connections are open at a time, so with more than 64 silent peers it takes two time-outs or more, and the 65th peer waits for others' answers
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/** How many connections we open at the same time, so as not to run out of file descriptors. */
const MAX_OPEN = 64;

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
  const deliveries = new Array<Delivery>(others.length);
  let next = 0;

  const work = async () => {
    while (next < others.length) {
      const i = next++;
      const peer = others[i];
      try {
        deliveries[i] = { peer, reply: parseReply(await tcpClient(peer, message, options)) };
      } catch (error) {
        deliveries[i] = { peer, error };
      }
    }
  };
  const workers = Math.min(MAX_OPEN, others.length);
  await Promise.all(Array.from({ length: workers }, work));
  return deliveries;
}
