import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { equals } from '../support/equals';

const HOST = '127.0.0.1';

/** Between two drops of a peer that only ever drips. */
const DRIP_MS = 50;

/** What a peer does with a connection; `read` resolves once the message is there. */
export type Manners = (socket: Socket, read: () => Promise<void>) => Promise<void> | void;

/** A peer of the grader's: a TCP server that sees itself what comes, and how often. */
export class Neighbour {
  /** What was sent here, each on a connection of its own: the message, or the text if it is no JSON. */
  readonly heard: unknown[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    readonly name: string,
    private readonly address: string,
    manners: Manners,
  ) {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      this.#keep(socket);
      Promise.resolve(manners(socket, () => this.#read(socket))).catch(() => socket.destroy());
    });
  }

  /** Opens one, at a port that the system gives. */
  static async open(name: string, random: Random, manners: Manners): Promise<Neighbour> {
    const neighbour = new Neighbour(name, random.hex(64), manners);
    neighbour.#server.listen(0, HOST);
    await once(neighbour.#server, 'listening');
    OPEN.add(neighbour);
    return neighbour;
  }

  /** The peer as the submission knows it. */
  get peer(): Peer {
    const { name, address } = this;
    return { name, address, host: HOST, port: this.#port() };
  }

  /**
   * The peer as it would be if it were dead: nobody listens at that port and nobody is going to,
   * because a connection of ours has it.
   */
  async dead(): Promise<Peer> {
    const socket = connect(this.#port(), HOST);
    this.#keep(socket);
    await once(socket, 'connect');
    return { ...this.peer, port: socket.localPort ?? 0 };
  }

  /**
   * How often exactly this was sent here. What else may have come, from another program that once
   * knew somebody at this port, does not count.
   */
  timesHeard(message: object): number {
    return this.heard.filter((one) => equals(one, message)).length;
  }

  /** Closes it, and every connection with it. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
  }

  async #read(socket: Socket): Promise<void> {
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    await once(socket.resume(), 'end');
    this.heard.push(parsed(Buffer.concat(pieces).toString()));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const OPEN = new Set<Neighbour>();

/** Closes all that are open. */
export function closeNeighbours(): void {
  for (const neighbour of OPEN) neighbour.close();
  OPEN.clear();
}

/** Reads, and answers with this text once `when` has come. */
export function answering(text: string, when: () => Promise<unknown> | undefined): Manners {
  return async (socket, read) => {
    await read();
    await when();
    socket.end(text);
  };
}

/** Reads, and answers with this text at once. */
export function saying(text: string): Manners {
  return answering(text, () => undefined);
}

/** Reads, and answers with this reply at once. */
export function replying(reply: object): Manners {
  return saying(JSON.stringify(reply));
}

/** Accepts, and neither reads nor answers. */
export const mute: Manners = () => undefined;

/** Answers with a space now and then, and never comes to an end. */
export const dripping: Manners = async (socket, read) => {
  await read();
  for (; !socket.destroyed; await sleep(DRIP_MS)) socket.write(' ');
};

/** Breaks the connection as soon as it is there. */
export const resetting: Manners = (socket) => void socket.resetAndDestroy();

/** Reads, and breaks the connection in the middle of its answer. */
export const breakingOff: Manners = async (socket, read) => {
  await read();
  socket.write('{"type":', () => socket.resetAndDestroy());
};

/** Reads, and closes without a word. */
export const leaving: Manners = async (socket, read) => {
  await read();
  socket.end();
};
