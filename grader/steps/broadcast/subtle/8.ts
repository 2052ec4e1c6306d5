// Sentence 7: deliveries are kept by address, although two peers can have one.
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

async function ask(peer: Peer, message: Request, options: TcpClientOptions): Promise<Delivery> {
  try {
    return { peer, reply: parseReply(await tcpClient(peer, message, options)) };
  } catch (error) {
    return { peer, error };
  }
}

export async function broadcast(
  message: Request,
  peers: readonly Peer[],
  self: Address,
  options: TcpClientOptions = {},
): Promise<Delivery[]> {
  const outcomes = new Map<Address, Delivery>();
  const others = peers.filter(({ address }) => address !== self);
  await Promise.all(
    others.map(async (peer) => outcomes.set(peer.address, await ask(peer, message, options))),
  );
  return others.map(({ address }) => outcomes.get(address)!);
}
