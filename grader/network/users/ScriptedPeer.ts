import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { isObject } from '../../../solution/supplied/chain/checkShape';
import { createKeys } from '../../../solution/supplied/chain/keys';
import { MAX_PAGE, PROTOCOL } from '../../../solution/supplied/constants';
import { CODES } from '../../../solution/supplied/Refusal';
import { parseRequest } from '../../../solution/supplied/wire/messages';
import type { Reply, Request } from '../../../solution/supplied/wire/messages';
import { tcpClient } from '../../../solution/supplied/wire/tcp';
import type { Block, Endpoint, Peer } from '../../../solution/supplied/types';

/** How a lie avoids an answer: it sends nothing, sends single spaces, or writes to the socket. */
export type NoAnswer = 'silence' | 'drip' | 'written';

/** Returns the answer that replaces the honest reply. */
export type Lie<Asked extends Request = Request> = (
  request: Asked,
  honest: Reply,
  socket: Socket,
) => object | Promise<object> | NoAnswer;

/** The lies, by type of request. The peer answers all other requests honestly. */
export type Lies = { [Type in Request['type']]?: Lie<Extract<Request, { type: Type }>> };

/**
 * How long to wait for a reply, in milliseconds. On an idle machine, the time limit of the rung
 * ends earlier.
 */
const REPLY_MS = 20_000;
/** The time between two spaces, in milliseconds. */
const DRIP_MS = 50;

const HOST = '127.0.0.1';
/** The maximum size of a message, in bytes. The messages of honest users are smaller. */
const MAX_BYTES = 2 * 1024 * 1024;
/** The maximum size of all messages that are arriving, in bytes. */
const MAX_HELD = 16 * 1024 * 1024;
/** How many connections a peer has at the same time. */
const MAX_CONNECTIONS = 100;

/**
 * A peer that runs in the grader's process. It answers like an honest user with a certain chain,
 * except for its lies. It sends only the messages that the rung orders.
 */
export class ScriptedPeer implements Peer {
  readonly host = HOST;
  port = 0;
  readonly keys = createKeys();
  readonly address = this.keys.address;
  /** The peers that this peer names in its replies. */
  peers: readonly Peer[] = [];
  /** How many requests of each type have arrived. */
  readonly asked = new Map<Request['type'], number>();
  /**
   * The requests without a reply whose connection is still open. The value is the number of spaces
   * sent.
   */
  readonly unanswered = new Map<Request, number>();
  readonly #sockets = new Set<Socket>();
  #held = 0;
  readonly #server: Server;

  private constructor(
    readonly name: string,
    public blocks: readonly unknown[],
    public lies: Lies | Lie,
    private readonly onChange: () => void,
  ) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /**
   * Starts a peer, on a port that the system chooses.
   *
   * @param blocks the chain of the peer, genesis first; the chain is not checked, and can be
   *   replaced later
   * @param lies one lie for each type of request, or one lie for every request
   * @param onChange called when a request arrives, and when an entry of `unanswered` changes
   */
  static async start(
    name: string,
    blocks: readonly unknown[],
    lies: Lies | Lie = {},
    onChange = (): void => undefined,
  ): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(name, blocks, lies, onChange);
    await new Promise<void>((resolve, reject) => {
      peer.#server.once('error', reject).listen(0, HOST, resolve);
    });
    peer.port = (peer.#server.address() as AddressInfo).port;
    return peer;
  }

  /** The entry for this peer in a list of peers. */
  get peer(): Peer {
    const { name, address, host, port } = this;
    return { name, address, host, port };
  }

  /** Sends a message. Returns the reply, or undefined if no reply comes. */
  async send(to: Endpoint, message: object): Promise<unknown> {
    return tcpClient(to, message, { localAddress: HOST, timeoutMs: REPLY_MS }).catch(
      () => undefined,
    );
  }

  /** Stops listening, and closes every connection immediately. */
  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const pieces: Buffer[] = [];
    let bytes = 0;
    socket
      .on('error', () => socket.destroy())
      .on('data', (piece: Buffer) => {
        bytes += piece.length;
        this.#held += piece.length;
        if (bytes > MAX_BYTES || this.#held > MAX_HELD) socket.destroy();
        else pieces.push(piece);
      })
      .once('end', () => void this.#answer(socket, Buffer.concat(pieces).toString()))
      .once('close', () => {
        this.#held -= bytes;
        this.#sockets.delete(socket);
      });
  }

  async #answer(socket: Socket, text: string): Promise<void> {
    let request: Request;
    try {
      request = parseRequest(JSON.parse(text));
    } catch {
      socket.destroy();
      return;
    }
    this.asked.set(request.type, (this.asked.get(request.type) ?? 0) + 1);
    this.unanswered.set(request, 0);
    socket.once('close', () => this.#forget(request));
    this.onChange();
    const honest = this.#honestReply(request);
    const lie = (typeof this.lies === 'function' ? this.lies : this.lies[request.type]) as
      Lie | undefined;
    const answer = await (lie ? lie(request, honest, socket) : honest);
    if (answer === 'drip') {
      this.#drip(socket, request);
    } else if (typeof answer === 'object') {
      socket.end(JSON.stringify(answer));
      this.#forget(request);
    }
  }

  #drip(socket: Socket, request: Request): void {
    const timer = setInterval(() => {
      socket.write(' ', (error) => {
        if (!error) this.unanswered.set(request, (this.unanswered.get(request) ?? 0) + 1);
        this.onChange();
      });
    }, DRIP_MS);
    socket.once('close', () => clearInterval(timer));
  }

  #forget(request: Request): void {
    this.unanswered.delete(request);
    this.onChange();
  }

  #honestReply(request: Request): Reply {
    const { name, address, blocks, peers } = this;
    const height = blocks.length - 1;
    if (height < 0) return { type: 'rejected', code: 'busy', reason: CODES.busy };
    switch (request.type) {
      case 'hello':
      case 'getPeers':
        return { type: 'peers', peers: [...peers] };
      case 'getStatus': {
        const { hash: genesis, difficulty } = blocks[0] as Block;
        const newest = blocks[height];
        const tip = isObject(newest) ? String(newest.hash) : '';
        const work = blocks.length * 2 ** difficulty;
        const status = { name, address, genesis, height, work, tip, peers: peers.length };
        return { type: 'status', protocol: PROTOCOL, ...status };
      }
      case 'getChain': {
        const { from, limit } = request;
        const end = from + Math.min(limit, MAX_PAGE);
        return { type: 'chain', blocks: blocks.slice(from, end), height };
      }
      case 'block':
      case 'transaction':
        return { type: 'ok' };
    }
  }
}
