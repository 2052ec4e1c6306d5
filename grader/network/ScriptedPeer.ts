import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createKeys } from '../../solution/supplied/chain/keys';
import type { Keys } from '../../solution/supplied/chain/keys';
import { parseRequest } from '../../solution/supplied/wire/messages';
import type { Request } from '../../solution/supplied/wire/messages';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Endpoint, Peer } from '../../solution/supplied/types';
import type { Conversation, Message } from './Conversation';
import { sketchReply, sketchRequest } from './channel/sketch';

/** What a peer does with a request: an answer, silence, or whatever it likes with the socket. */
export type Script = (request: Request, socket: Socket) => object | Refusing;

/** Ways not to answer: not a word; a space now and then, for ever; something of one's own. */
export type Refusing = 'silence' | 'drip' | 'by itself';

/** How long an answer may take on a busy machine; a rung's own deadline comes before. */
const ANSWER_MS = 20_000;
/** How long between two spaces, in milliseconds. */
const DRIP_MS = 50;

const HOST = '127.0.0.1';
/** More than any honest user says in one message. */
const MOST_BYTES = 2 * 1024 * 1024;

/** A peer that the grader plays: it says what a script says, and hears what it is told. */
export class ScriptedPeer implements Peer {
  readonly host = HOST;
  port = 0;
  readonly keys: Keys = createKeys();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  /** Requests not answered while the asker still waits, and how many spaces each was sent. */
  readonly waiting = new Map<Request, number>();
  /** How many requests of each type have come. */
  readonly heard = new Map<Request['type'], number>();

  /** @param script may be replaced at any time */
  private constructor(
    readonly name: string,
    private readonly conversation: Conversation,
    public script: Script,
    private readonly changed: () => void,
  ) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket));
  }

  /** Starts a peer, on a port that the system chooses. */
  static async listen(
    name: string,
    conversation: Conversation,
    script: Script,
    changed: () => void,
  ): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(name, conversation, script, changed);
    await new Promise<void>((resolve, reject) => {
      peer.#server.once('error', reject).listen(0, HOST, resolve);
    });
    peer.port = (peer.#server.address() as AddressInfo).port;
    return peer;
  }

  get address(): string {
    return this.keys.address;
  }

  /** Says something to a user, and resolves to the answer, or undefined if there is none. */
  async say(to: Endpoint & { name: string }, message: object): Promise<unknown> {
    const request = sketchRequest(message);
    const entry: Message = { at: Date.now(), from: this.name, to: to.name, request };
    this.conversation.add(entry);
    const reply = await this.whisper(to, message);
    if (reply !== undefined) entry.reply = sketchReply(reply);
    return reply;
  }

  /** The same, without a trace in the conversation. */
  async whisper(to: Endpoint, message: object): Promise<unknown> {
    return tcpClient(to, message, { localAddress: HOST, timeoutMs: ANSWER_MS }).catch(
      () => undefined,
    );
  }

  /** Says hello, so that a user comes to know it. */
  async greet(to: Endpoint & { name: string }): Promise<void> {
    const { name, address, port } = this;
    await this.say(to, { type: 'hello', protocol: 1, name, address, port });
  }

  /** Stops listening and breaks every connection. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const pieces: Buffer[] = [];
    let bytes = 0;
    socket
      .on('error', () => socket.destroy())
      .on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > MOST_BYTES) socket.destroy();
        else pieces.push(piece);
      })
      .once('end', () => this.#answer(socket, Buffer.concat(pieces).toString()))
      .once('close', () => this.#sockets.delete(socket));
  }

  #answer(socket: Socket, text: string): void {
    let request: Request;
    try {
      request = parseRequest(JSON.parse(text));
    } catch {
      socket.destroy();
      return;
    }
    this.heard.set(request.type, (this.heard.get(request.type) ?? 0) + 1);
    const answer = this.script(request, socket);
    if (typeof answer === 'object') {
      socket.end(JSON.stringify(answer));
    } else {
      this.waiting.set(request, 0);
      // Only who writes notices that nobody listens any longer.
      const drip = setInterval(() => {
        if (answer !== 'drip') return;
        socket.write(' ', (error) => {
          if (!error) this.waiting.set(request, (this.waiting.get(request) ?? 0) + 1);
          this.changed();
        });
      }, DRIP_MS);
      socket.once('close', () => {
        clearInterval(drip);
        this.waiting.delete(request);
        this.changed();
      });
    }
    this.changed();
  }
}
