import { parseReply } from '../../solution/supplied/wire/messages';
import type { Reply, Request } from '../../solution/supplied/wire/messages';
import { Refusal } from '../../solution/supplied/Refusal';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../solution/supplied/types';

/** A reply. `raw` is the whole message, with its optional fields. */
export type FullReply<Type extends Reply['type']> = Extract<Reply, { type: Type }> & {
  raw: Readonly<Record<string, unknown>>;
};

/**
 * Sends a request to a user, and returns the user's reply.
 *
 * @param type the type that the reply must have
 * @throws Refusal if the user refuses or sends another type of reply. ConnectionLost if the user
 *   does not answer
 */
export async function askUser<Type extends Reply['type']>(
  to: Endpoint,
  request: Request,
  type: Type,
  client: TcpClientOptions,
): Promise<FullReply<Type>> {
  const message = await tcpClient(to, request, client);
  const reply = parseReply(message);
  if (reply.type === 'rejected') throw new Refusal(reply.code, reply.reason);
  if (reply.type !== type) throw new Refusal('bad-shape', `this is not a reply to ${request.type}`);
  return { ...(reply as Extract<Reply, { type: Type }>), raw: message as Record<string, unknown> };
}
