import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** How a message to one peer went: its reply, or why there is none. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/**
 * Sends a message to every peer, all at once. One that is dead, slow or hostile costs the others
 * nothing, and makes this function neither fail nor wait longer than one time-out.
 *
 * @param message the same for everybody
 * @param peers may contain the sender itself, who is left out
 * @param self the sender's address
 * @param options handed to `tcpClient` for each
 * @returns how it went, for every peer in the order given: a reply, `rejected` too, or an error if
 *   there was none or it was no reply of ours
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
      try {
        return { peer, reply: parseReply(await tcpClient(peer, message, options)) };
      } catch (error) {
        return { peer, error };
      }
    }),
  );
}
