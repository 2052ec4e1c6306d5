import { NotImplemented } from './supplied/NotImplemented';
import type { Reply, Request } from './supplied/wire/messages';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/**
 * Sends a message to all peers at the same time. A dead, slow or hostile peer does not delay the
 * others. Such a peer does not make this function fail. The function waits at most one time-out.
 *
 * @param message the message, the same for all peers
 * @param peers the receivers; if the list contains the sender itself, the sender is left out
 * @param self the sender's address
 * @param options the options for each call of `tcpClient`
 * @returns the outcome for every receiver, in the order of `peers`. The outcome is the reply, even
 *   if the reply is `rejected`. The outcome is an error if the peer does not reply, or if the reply
 *   does not follow our protocol
 * @step 9
 */
export async function broadcast(
  message: Request,
  peers: readonly Peer[],
  self: Address,
  options: TcpClientOptions = {},
): Promise<Delivery[]> {
  throw new NotImplemented('step9', 'broadcast', 'exercises/09-broadcast.md');
}
