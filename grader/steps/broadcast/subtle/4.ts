// Sentence 5: an answer is reported as { peer, reply, error: undefined }, so that 'error' in delivery (which announce asks) is true for a peer that answered
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

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
  const receivers = peers.filter(({ address }) => address !== self);
  return Promise.all(receivers.map((peer) => deliver(peer, message, options)));
}

async function deliver(peer: Peer, message: Request, options: TcpClientOptions): Promise<Delivery> {
  let reply: Reply | undefined;
  let error: unknown;
  try {
    reply = parseReply(await tcpClient(peer, message, options));
  } catch (reason) {
    error = reason;
  }
  if (reply === undefined) return { peer, error };
  return { peer, reply, error };
}
