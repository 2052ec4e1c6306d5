import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL } from '../../../solution/supplied/constants';
import { tcpClient } from '../../../solution/supplied/wire/tcp';
import { ALICE, coin, genesisBlock, mined } from '../../support/blocks';
import type { Run } from './StrangerAttack';

/** How long the stranger waits between two messages, in milliseconds. */
const PAUSE_MS = 20;

/**
 * Listens on some ports and never answers there. Names these ports to the user all the time, in turn:
 * as those of users who say hello, or of users who announce a block that the user lacks.
 */
export function slowPeers(ports: number, says: 'hello' | 'block'): Run {
  return async (to, signal) => {
    const open = new Set<Socket>();
    const servers = await Promise.all(
      Array.from({ length: ports }, async () => {
        const server = createServer((socket) => {
          open.add(socket.on('error', () => undefined).once('close', () => open.delete(socket)));
        });
        await once(server.listen(0, to.host), 'listening');
        return server;
      }),
    );
    const block = mined(mined(genesisBlock(), coin(ALICE)), coin(ALICE));
    for (let i = 0; !signal.aborted; i++) {
      const { port } = servers[i % ports].address() as AddressInfo;
      const address = i.toString(16).padStart(64, '0');
      const hello = { type: 'hello', protocol: PROTOCOL, name: 'mallory', address, port };
      const message = says === 'hello' ? hello : { type: 'block', block, port };
      // What the user answers does not matter.
      await tcpClient(to, message, { signal }).catch(() => undefined);
      await sleep(PAUSE_MS);
    }
    for (const socket of open) socket.destroy();
    await Promise.all(servers.map((server) => once(server.close(), 'close')));
  };
}
