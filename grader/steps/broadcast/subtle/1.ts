// Sentence 7 (and 6): what is reported of a peer is filed under its port alone, so of two peers with the same port on different hosts the dead one is reported with the reply of the other
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/**
 * Sends a message to all peers at the same time and notes the outcome of each.
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
  const replies = new Map<number, Reply>();
  const errors = new Map<number, unknown>();

  const send = async (peer: Peer) => {
    try {
      const reply = parseReply(await tcpClient(peer, message, options));
      replies.set(peer.port, reply);
    } catch (error) {
      errors.set(peer.port, error);
    }
  };
  await Promise.all(others.map(send));

  return others.map((peer): Delivery => {
    const reply = replies.get(peer.port);
    if (reply !== undefined) return { peer, reply };
    return { peer, error: errors.get(peer.port) };
  });
}
