import type { Endpoint } from '../../../solution/supplied/types';
import { tcpClient as plainClient } from '../../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../../solution/supplied/wire/tcp';

/**
 * Replaces `tcp.ts` in a user of the soak. This module does the same, but all messages go through
 * the faulty network of the soak.
 */
export * from '../../../solution/supplied/wire/tcp';

/** What a user sends to the faulty network. */
export interface Envelope {
  from: string;
  to: Endpoint;
  message: object;
}

/** Does what `tcpClient` does, through the faulty network. */
export async function tcpClient(
  to: Endpoint,
  message: object,
  options: TcpClientOptions = {},
): Promise<unknown> {
  const { CANTOR_SOAK_PORT: port, CANTOR_SOAK_NAME: from = '' } = process.env;
  const envelope: Envelope = { from, to, message };
  return plainClient({ host: '127.0.0.1', port: Number(port) }, envelope, {
    ...options,
    // The network stands between, and the user does not see it.
    onAnswered: () => options.onAnswered?.(to),
  });
}
