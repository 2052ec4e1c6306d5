import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { equals } from '../../harness/parent/suite/equals';

const HOST = '127.0.0.1';

/** The time between two spaces of a peer that sends only these. */
const SPACE_MS = 50;

/** What a peer does with a connection; `read` resolves once the message has come. */
export type PeerBehaviour = (socket: Socket, read: () => Promise<void>) => Promise<void> | void;

/** A peer played by the grader: a TCP server that notes what it hears, and how often. */
export class FakePeer {
  /** What each connection brought: the message, or the text if it is not JSON. */
  readonly heard: unknown[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    readonly name: string,
    private readonly address: string,
    behave: PeerBehaviour,
  ) {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      this.#keep(socket);
      Promise.resolve(behave(socket, () => this.#read(socket))).catch(() => socket.destroy());
    });
  }

  /** Starts a peer at a free port. */
  static async open(name: string, random: Random, behave: PeerBehaviour): Promise<FakePeer> {
    const fake = new FakePeer(name, random.hex(64), behave);
    fake.#server.listen(0, HOST);
    await once(fake.#server, 'listening');
    OPEN.add(fake);
    return fake;
  }

  /** The peer as the submission knows it. */
  get peer(): Peer {
    const { name, address } = this;
    return { name, address, host: HOST, port: this.#port() };
  }

  /**
   * Returns this peer at a dead port: no server listens there. Nor can one start, because one end of
   * a connection of ours keeps the port.
   */
  async atDeadPort(): Promise<Peer> {
    const socket = connect(this.#port(), HOST);
    this.#keep(socket);
    await once(socket, 'connect');
    return { ...this.peer, port: socket.localPort ?? 0 };
  }

  /**
   * Returns how often this message was sent here. Other messages do not count: another program may
   * send them because it knew an earlier server at this port.
   */
  timesHeard(message: object): number {
    return this.heard.filter((one) => equals(one, message)).length;
  }

  /** Closes the server and all its connections. */
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

const OPEN = new Set<FakePeer>();

/** Closes all open peers. */
export function closeFakePeers(): void {
  for (const fake of OPEN) fake.close();
  OPEN.clear();
}

/** Reads, waits for `when`, and answers with this text. */
export function answersTextAfter(
  text: string,
  when: () => Promise<unknown> | undefined,
): PeerBehaviour {
  return async (socket, read) => {
    await read();
    await when();
    socket.end(text);
  };
}

/** Reads, and answers with this text at once. */
export function answersText(text: string): PeerBehaviour {
  return answersTextAfter(text, () => undefined);
}

/** Reads, and answers with this reply at once. */
export function answersReply(reply: object): PeerBehaviour {
  return answersText(JSON.stringify(reply));
}

/** Accepts the connection, and neither reads nor answers. */
export const staysSilent: PeerBehaviour = () => undefined;

/** Reads, and sends a space now and then, without an end. */
export const sendsSpaces: PeerBehaviour = async (socket, read) => {
  await read();
  for (; !socket.destroyed; await sleep(SPACE_MS)) socket.write(' ');
};

/** Resets each connection at once. */
export const resetsAtOnce: PeerBehaviour = (socket) => void socket.resetAndDestroy();

/** Reads, and resets the connection in the middle of its answer. */
export const breaksOffAnswer: PeerBehaviour = async (socket, read) => {
  await read();
  socket.write('{"type":', () => socket.resetAndDestroy());
};

/** Reads, and closes the connection without an answer. */
export const closesWithoutAnswer: PeerBehaviour = async (socket, read) => {
  await read();
  socket.end();
};
