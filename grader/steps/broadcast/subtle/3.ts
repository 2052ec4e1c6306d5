// Sentence 1: whoever failed three times in a row is not sent to any more, the last error is reported again instead; so a peer that came back to life is never heard of again
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

/** After so many failures in a row a peer counts as dead. */
const MAX_FAILURES = 3;

/** How often each endpoint has failed in a row, and how it failed the last time. */
const failed = new Map<string, { times: number; error: unknown }>();

/**
 * Sends a message to all peers at the same time. No time is lost on peers that are known to be dead.
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
      const key = `${peer.address} ${peer.host} ${peer.port}`;
      const before = failed.get(key);
      if (before !== undefined && before.times >= MAX_FAILURES) {
        return { peer, error: before.error };
      }
      try {
        const reply = parseReply(await tcpClient(peer, message, options));
        failed.delete(key);
        return { peer, reply };
      } catch (error) {
        failed.set(key, { times: (before?.times ?? 0) + 1, error });
        return { peer, error };
      }
    }),
  );
}
