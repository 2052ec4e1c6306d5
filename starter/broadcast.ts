import { NotImplemented } from './supplied/NotImplemented';
import type { Reply, Request } from './supplied/wire/messages';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: its reply, or why there is none. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/**
 * Sends a message to all peers at the same time. A dead, slow or hostile peer does not delay the
 * others, and it does not make this function fail or wait longer than one time-out.
 *
 * @param message the same for all
 * @param peers may contain the sender itself, which is left out
 * @param self the sender's address
 * @param options for each call of `tcpClient`
 * @returns the outcome for every peer, in the order given: a reply, also `rejected`; or an error if
 *   there was no reply or it was not one of our protocol
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
