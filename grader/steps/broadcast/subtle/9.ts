// Sentence 4 (and 6): peers that have not answered when the given signal is aborted are left out of the result
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

export async function broadcast(
  message: Request,
  peers: readonly Peer[],
  self: Address,
  options: TcpClientOptions = {},
): Promise<Delivery[]> {
  const others = peers.filter((peer) => peer.address !== self);
  const deliveries = await Promise.all(
    others.map(async (peer): Promise<Delivery | null> => {
      try {
        return { peer, reply: parseReply(await tcpClient(peer, message, options)) };
      } catch (error) {
        if (options.signal?.aborted) return null;
        return { peer, error };
      }
    }),
  );
  return deliveries.filter((delivery) => delivery !== null);
}
