// Sentence 4 (and 7): the list of peers is read a second time after the answers are in, so when the caller's list has changed meanwhile, outcomes belong to the wrong peers or are missing
import { parseReply } from './supplied/wire/messages';
import type { Reply, Request } from './supplied/wire/messages';
import { tcpClient } from './supplied/wire/tcp';
import type { TcpClientOptions } from './supplied/wire/tcp';
import type { Address, Peer } from './supplied/types';

/** The outcome of a message to one peer: the peer's reply, or the error if there is no reply. */
export type Delivery = { peer: Peer; reply: Reply } | { peer: Peer; error: unknown };

type Outcome = { ok: true; reply: Reply } | { ok: false; error: unknown };

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
  const isOther = (peer: Peer) => peer.address !== self;
  const outcomes = await Promise.all(
    peers.filter(isOther).map((peer) => ask(peer, message, options)),
  );
  const deliveries: Delivery[] = [];
  let i = 0;
  for (const peer of peers) {
    if (!isOther(peer) || i === outcomes.length) continue;
    const outcome = outcomes[i++];
    if (outcome.ok) deliveries.push({ peer, reply: outcome.reply });
    else deliveries.push({ peer, error: outcome.error });
  }
  return deliveries;
}

async function ask(peer: Peer, message: Request, options: TcpClientOptions): Promise<Outcome> {
  try {
    return { ok: true, reply: parseReply(await tcpClient(peer, message, options)) };
  } catch (error) {
    return { ok: false, error };
  }
}
