// Sentence 8: the time-out 0 counts as not given, so a silent peer is waited for 5 s
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { MESSAGE_TIMEOUT_MS, tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

export async function broadcast(
  message: Request,
  peers: readonly Peer[],
  self: Address,
  options: TcpClientOptions = {},
): Promise<Delivery[]> {
  const { timeoutMs, ...rest } = options;
  const all: TcpClientOptions = { ...rest, timeoutMs: timeoutMs || MESSAGE_TIMEOUT_MS };
  const others = peers.filter((peer) => peer.address !== self);
  return Promise.all(
    others.map(async (peer): Promise<Delivery> => {
      try {
        return { peer, reply: parseReply(await tcpClient(peer, message, all)) };
      } catch (error) {
        return { peer, error };
      }
    }),
  );
}
