import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_MESSAGE_BYTES } from '../../../solution/supplied/constants';
import type { Peer } from '../../../solution/supplied/types';
import { encode } from '../../harness/channel/encode';
import type { Random } from '../../harness/parent/suite/Random';
import { equals } from '../../harness/parent/suite/equals';

const HOST = '127.0.0.1';

/** The time between two spaces of a peer that sends only spaces, in milliseconds. */
const SPACE_MS = 50;

/** How many connections a peer has at the same time. A correct file opens one for a message. */
const MOST_CONNECTIONS = 100;

/** What a peer does with a connection. `read` resolves to the message after it has arrived. */
export type PeerBehaviour = (socket: Socket, read: () => Promise<unknown>) => Promise<void> | void;

/** A TCP server of the grader that acts as a peer. It records every message that arrives. */
export class FakePeer {
  /**
   * The message of each connection. If the text of a connection is not JSON, or is too large or too
   * deep to compare, this is the text.
   */
  readonly heard: unknown[] = [];
  /** How many more bytes this peer reads, from all connections together. */
  #bytesLeft = MAX_MESSAGE_BYTES;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    readonly name: string,
    private readonly address: string,
    private readonly host: string,
    behave: PeerBehaviour,
  ) {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      this.#keep(socket);
      Promise.resolve(behave(socket, () => this.#read(socket))).catch(() => socket.destroy());
    });
    this.#server.maxConnections = MOST_CONNECTIONS;
  }

  /** Starts a peer at a free port, or at this place. */
  static async open(
    name: string,
    random: Random,
    behave: PeerBehaviour,
    { host = HOST, port = 0 } = {},
  ): Promise<FakePeer> {
    const fake = new FakePeer(name, random.hex(64), host, behave);
    fake.#server.listen(port, host);
    await once(fake.#server, 'listening');
    OPEN.add(fake);
    return fake;
  }

  /** The peer in the form that the submission gets. */
  get peer(): Peer {
    const { name, address, host } = this;
    return { name, address, host, port: this.#port() };
  }

  /**
   * Returns this peer with a dead port, where no server listens. No server can start there, because
   * one end of our own connection uses the port.
   */
  async atDeadPort(): Promise<Peer> {
    const socket = connect(this.#port(), HOST);
    this.#keep(socket);
    await once(socket, 'connect');
    return { ...this.peer, port: socket.localPort ?? 0 };
  }

  /**
   * Returns how often this message arrived here. Other messages do not count. A program that knew
   * an earlier server at this port can send them.
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

  async #read(socket: Socket): Promise<unknown> {
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => {
      this.#bytesLeft -= piece.length;
      if (this.#bytesLeft >= 0) pieces.push(piece);
      else socket.destroy();
    });
    await once(socket.resume(), 'end');
    const message = parsed(Buffer.concat(pieces).toString());
    this.heard.push(message);
    return message;
  }
}

function parsed(text: string): unknown {
  try {
    const message = JSON.parse(text) as unknown;
    encode(message); // throws if the message is too deep to be compared
    return message;
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

/** Reads, and answers with this text immediately. */
export function answersText(text: string): PeerBehaviour {
  return answersTextAfter(text, () => undefined);
}

/** Reads, and answers with this reply immediately. */
export function answersReply(reply: object): PeerBehaviour {
  return answersText(JSON.stringify(reply));
}

/** Accepts the connection, but does not read or answer. */
export const staysSilent: PeerBehaviour = () => undefined;

/** Reads, and sends spaces until the connection is closed. */
export const sendsSpaces: PeerBehaviour = async (socket, read) => {
  await read();
  for (; !socket.destroyed; await sleep(SPACE_MS)) socket.write(' ');
};

/** Resets each connection immediately. */
export const resetsAtOnce: PeerBehaviour = (socket) => void socket.resetAndDestroy();

/** Reads, sends the beginning of an answer, and resets the connection. */
export const breaksOffAnswer: PeerBehaviour = async (socket, read) => {
  await read();
  socket.write('{"type":', () => socket.resetAndDestroy());
};

/** Reads, and closes the connection without an answer. */
export const closesWithoutAnswer: PeerBehaviour = async (socket, read) => {
  await read();
  socket.end();
};
