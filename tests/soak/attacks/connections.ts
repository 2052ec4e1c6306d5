import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../../solution/supplied/types';
import type { Run } from './StrangerAttack';

/** How often new connections are opened, in milliseconds. */
const TICK_MS = 50;

/**
 * Opens connections all the time, and leaves them open.
 *
 * @param perSecond how many connections are opened in a second
 * @param from the address to connect from
 * @param begin called with each new connection
 */
export function openConnections(
  perSecond: number,
  from: string | undefined,
  begin: (socket: Socket) => void = () => undefined,
): Run {
  return async (to, signal) => {
    const open = new Set<Socket>();
    const due = perSecond * (TICK_MS / 1000);
    while (!signal.aborted) {
      for (let i = 0; i < due; i++) open.add(opened(to, from, begin, open));
      await sleep(TICK_MS);
    }
    for (const socket of open) socket.resetAndDestroy();
  };
}

function opened(
  to: Endpoint,
  from: string | undefined,
  begin: (socket: Socket) => void,
  open: Set<Socket>,
): Socket {
  const socket = connect({ ...to, ...(from && { localAddress: from }), allowHalfOpen: true });
  socket.on('error', () => undefined).once('close', () => open.delete(socket));
  // A socket that is not read keeps its end.
  return socket.once('connect', () => begin(socket));
}

/** Sends whole messages, some at the same time, as fast as the user closes the connections. */
export function sendAllTheTime(bytes: () => Buffer, atOnce: number): Run {
  return async (to, signal) => {
    const lane = async (): Promise<void> => {
      while (!signal.aborted) await sendOne(to, bytes(), signal);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  };
}

function sendOne(to: Endpoint, bytes: Buffer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ ...to, allowHalfOpen: true });
    const finish = (): void => {
      signal.removeEventListener('abort', finish);
      socket.resetAndDestroy();
      resolve();
    };
    signal.addEventListener('abort', finish);
    socket
      .on('error', () => undefined)
      .once('close', finish)
      .once('end', finish);
    socket.resume().once('connect', () => socket.end(bytes));
  });
}
