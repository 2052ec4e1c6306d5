import { connect } from 'node:net';
import type { Random } from '../../grader/harness/parent/suite/Random';
import type { Endpoint } from '../../solution/supplied/types';

/** How a message is sent. `never ends`: our half stays open until the user closes the connection. */
export type Way = 'whole' | 'split' | 'twice' | 'reset' | 'gone' | 'never ends';

/** The ways that take no time. */
const QUICK_WAYS = ['whole', 'whole', 'whole', 'split', 'twice', 'reset', 'gone'] as const;

/** One of so many messages never ends. The user then waits for five seconds. */
const ENDLESS = 500;

/** Returns how a message is sent. */
export function wayOf(random: Random): Way {
  return random.integer(1, ENDLESS) === 1 ? 'never ends' : random.pick(QUICK_WAYS);
}

/** A connection is closed by the user in at most this time, in milliseconds. */
const CLOSED_MS = 20_000;

/**
 * Sends bytes to a user over a new connection, and waits for its end.
 *
 * @returns the text of the answer, which is empty if the user closed without an answer
 * @throws Error if the user does not close the connection
 */
export function sendAsStranger(
  to: Endpoint,
  bytes: Buffer,
  way: Way,
  random: Random,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect({ ...to, allowHalfOpen: true });
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error(`a connection that was sent "${way}" is still open`));
    }, CLOSED_MS);
    const finish = (): void => {
      clearTimeout(late);
      // A reset leaves no waiting port behind. An ordinary end would use up all ports.
      socket.resetAndDestroy();
      resolve(Buffer.concat(pieces).toString());
    };
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('end', finish).on('close', finish);
    // The user can close at any time.
    socket.on('error', () => undefined);
    socket.on('connect', () => {
      switch (way) {
        case 'whole':
          socket.end(bytes);
          return;
        case 'twice':
          socket.write(bytes);
          socket.end(bytes);
          return;
        case 'split':
          sendInPieces(bytes);
          return;
        case 'reset':
          socket.write(bytes.subarray(0, random.integer(0, bytes.length)), finish);
          return;
        case 'gone':
          socket.end(bytes, finish);
          return;
        case 'never ends':
          socket.write(bytes);
      }
    });

    function sendInPieces(rest: Buffer): void {
      if (rest.length === 0 || socket.destroyed) {
        socket.end();
        return;
      }
      const length = random.integer(1, Math.max(1, rest.length >> 1));
      socket.write(rest.subarray(0, length));
      setImmediate(() => sendInPieces(rest.subarray(length)));
    }
  });
}
