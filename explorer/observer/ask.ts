import { parseReply } from '../../solution/supplied/wire/messages';
import type { Reply, Request } from '../../solution/supplied/wire/messages';
import { Refusal } from '../../solution/supplied/Refusal';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../solution/supplied/types';

/** A reply, and the message that it was read from, with fields that a reply need not have. */
export type Answer<Type extends Reply['type']> = Extract<Reply, { type: Type }> & {
  raw: Readonly<Record<string, unknown>>;
};

/**
 * Asks a user something.
 *
 * @throws Refusal if it refuses, or answers something else; ConnectionLost if it does not answer
 */
export async function ask<Type extends Reply['type']>(
  to: Endpoint,
  request: Request,
  type: Type,
  client: TcpClientOptions,
): Promise<Answer<Type>> {
  const message = await tcpClient(to, request, client);
  const reply = parseReply(message);
  if (reply.type === 'rejected') throw new Refusal(reply.code, reply.reason);
  if (reply.type !== type) throw new Refusal('bad-shape', `that is no answer to ${request.type}`);
  return { ...(reply as Extract<Reply, { type: Type }>), raw: message as Record<string, unknown> };
}
