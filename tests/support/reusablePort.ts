import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * Systems draw the ports of outgoing connections from 32,768 upwards (Linux) or from 49,152 upwards
 * (RFC 6335). A port below them stays free after its server ended.
 */
const [LOWEST, HIGHEST] = [20_000, 29_999];

/** Returns a free port at which one server after another can listen. */
export async function reusablePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const server = createServer().listen(randomInt(LOWEST, HIGHEST + 1), '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`no free port from ${LOWEST} to ${HIGHEST}`);
}
