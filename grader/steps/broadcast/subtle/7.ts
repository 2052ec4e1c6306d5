// Sentence 9: with nobody to send to it resolves to one and the same array each time, so what a caller adds to his result is in the next caller's result
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

const NOBODY: Delivery[] = [];

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
  if (others.length === 0) return NOBODY;
  const sent = others.map((peer) =>
    tcpClient(peer, message, options)
      .then((answer): Delivery => ({ peer, reply: parseReply(answer) }))
      .catch((error: unknown): Delivery => ({ peer, error })),
  );
  return Promise.all(sent);
}
