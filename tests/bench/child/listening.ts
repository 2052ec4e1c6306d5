// A thread with a bare server. It loads what a user's thread needs of Node, answers each line with a
// short line, and does nothing else.
import 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    if (bytes.includes('\n')) socket.end('{"type":"ok"}\n');
  });
});
server.listen(0, '127.0.0.1', () =>
  parentPort?.postMessage((server.address() as AddressInfo).port),
);
