import { PROTOCOL } from '../constants';
import { parseReply } from '../wire/messages';
import type { Reply, Request, StatusReply } from '../wire/messages';
import { PeerBook } from './PeerBook';
import { Refusal } from '../Refusal';
import { ConnectionLost, tcpClient } from '../wire/tcp';
import type { TcpClientOptions } from '../wire/tcp';
import type { Address, Endpoint, Hash, Peer } from '../types';

/** The most strangers greeted in one go, so that a liar's list does not keep us busy. */
const MAX_GREETINGS = 64;

/** The most users looked at at once because they said hello. */
const MAX_VISITS = 16;

export interface ContactsOptions {
  /** Ourselves, as we listen. */
  self: Peer;
  genesis: Hash;
  /** Who was heard within that time is alive, in milliseconds. */
  livingMs: number;
  /** For every message that we send. */
  client: TcpClientOptions;
  /** Told of every user that becomes known. */
  onPeer: (peer: Peer) => void;
}

/** Those we talk to: how to ask them, and how strangers become known. */
export class Contacts {
  readonly peers: PeerBook;
  /** If set, the only users that can be reached, as if the cable to all others were cut. */
  reach: ReadonlySet<Address> | null = null;
  readonly #visits = new Set<string>();

  constructor(readonly options: ContactsOptions) {
    this.peers = new PeerBook(options.self.address, options.livingMs);
  }

  /** The peers worth sending to now. */
  reachable(): Peer[] {
    const { reach } = this;
    return this.peers.reachable().filter(({ address }) => reach === null || reach.has(address));
  }

  /** One of them, drawn by lot. */
  anyone(): Peer | undefined {
    const peers = this.reachable();
    return peers[Math.floor(Math.random() * peers.length)];
  }

  /**
   * Asks somebody something.
   *
   * @throws Refusal if it refuses, or answers something else; ConnectionLost if it does not answer
   */
  async ask<Type extends Reply['type']>(
    to: Endpoint,
    request: Request,
    type: Type,
  ): Promise<Extract<Reply, { type: Type }>> {
    const known = this.peers.at(to);
    if (this.reach !== null && !(known && this.reach.has(known.address))) {
      throw new ConnectionLost('the cable is cut');
    }
    try {
      const reply = parseReply(await tcpClient(to, request, this.options.client));
      if (known) this.peers.heard(known.address);
      if (reply.type === 'rejected') throw new Refusal(reply.code, reply.reason);
      if (!isReply(reply, type))
        throw new Refusal('bad-shape', `that is no answer to ${request.type}`);
      return reply;
    } catch (error) {
      if (known && error instanceof ConnectionLost) this.peers.failed(known.address);
      throw error;
    }
  }

  /**
   * Looks who listens at an endpoint. It becomes known if it is another user of our network.
   *
   * @param claimed who it is said to be, if anybody said so
   * @returns what it answered, or undefined if it did not, or is not who it should be
   */
  async visit(endpoint: Endpoint, claimed?: Address): Promise<StatusReply | undefined> {
    try {
      const status = await this.ask(endpoint, { type: 'getStatus' }, 'status');
      const { protocol, genesis, address, name } = status;
      if (protocol !== PROTOCOL || genesis !== this.options.genesis) return undefined;
      if (claimed !== undefined && claimed !== address) return undefined;
      const peer = { name, address, host: endpoint.host, port: endpoint.port };
      if (this.peers.learn(peer)) this.options.onPeer(peer);
      return status;
    } catch {
      return undefined;
    }
  }

  /** The same, later and without waiting, for somebody who said hello. */
  visitLater(endpoint: Endpoint, claimed: Address): void {
    const key = `${endpoint.host} ${endpoint.port}`;
    if (this.#visits.size >= MAX_VISITS || this.#visits.has(key)) return;
    this.#visits.add(key);
    setImmediate(() => {
      void this.visit(endpoint, claimed).finally(() => this.#visits.delete(key));
    });
  }

  /**
   * Says hello to users, and to those whom they know, until nobody new is named.
   */
  async greet(endpoints: readonly Endpoint[]): Promise<void> {
    const { self } = this.options;
    const greeted = new Set<string>([`${self.host} ${self.port}`]);
    let strangers = [...endpoints];
    while (strangers.length > 0) {
      const now = strangers
        .filter(({ host, port }) => !greeted.has(`${host} ${port}`))
        .slice(0, Math.max(0, MAX_GREETINGS - greeted.size));
      for (const { host, port } of now) greeted.add(`${host} ${port}`);
      const named = await Promise.all(now.map((endpoint) => this.#hello(endpoint)));
      strangers = named.flat().filter((peer) => this.isStranger(peer));
      if (now.length === 0) return;
    }
  }

  /** True for a peer that we are told of and do not know. */
  isStranger(peer: Peer): boolean {
    return peer.address !== this.options.self.address && this.peers.at(peer) === undefined;
  }

  async #hello(endpoint: Endpoint): Promise<Peer[]> {
    const { name, address, port } = this.options.self;
    try {
      const hello: Request = { type: 'hello', protocol: PROTOCOL, name, address, port };
      const { peers } = await this.ask(endpoint, hello, 'peers');
      await this.visit(endpoint);
      return peers;
    } catch {
      return [];
    }
  }
}

function isReply<Type extends Reply['type']>(
  reply: Reply,
  type: Type,
): reply is Extract<Reply, { type: Type }> {
  return reply.type === type;
}
