import { PROTOCOL } from '../constants';
import { Refusal } from '../Refusal';
import { CommandError } from '../CommandError';
import type { Address, Endpoint, Hash, Peer } from '../types';
import { parseReply } from '../wire/messages';
import type { Reply, Request, StatusReply } from '../wire/messages';
import { ConnectionLost, tcpClient } from '../wire/tcp';
import type { TcpClientOptions } from '../wire/tcp';
import { PeerBook } from './PeerBook';

/** The most strangers that one call greets. A liar's long list must not keep us busy. */
const MAX_GREETINGS = 64;

/** The most users that are visited at the same time because they said hello. */
const MAX_VISITS = 16;

export interface ContactsOptions {
  /** Ourselves, as we listen. */
  self: Peer;
  genesis: Hash;
  /** A peer that was heard within that time is alive, in milliseconds. */
  livingMs: number;
  /** For every message that we send. */
  client: TcpClientOptions;
  /** Called with each user that becomes known. */
  onPeer: (peer: Peer) => void;
}

/** The users that we talk to: asks them, and gets to know new ones. */
export class Contacts {
  readonly peers: PeerBook;
  /** If set, the only users that can be reached, as if the cable to all others were cut. */
  reach: ReadonlySet<Address> | null = null;
  readonly #visits = new Set<string>();

  constructor(readonly options: ContactsOptions) {
    this.peers = new PeerBook(options.self.address, options.livingMs);
  }

  /** The peers that are worth a message now. */
  reachable(): Peer[] {
    const { reach } = this;
    return this.peers.reachable().filter(({ address }) => reach === null || reach.has(address));
  }

  /** One of them, at random. */
  randomPeer(): Peer | undefined {
    const peers = this.reachable();
    return peers[Math.floor(Math.random() * peers.length)];
  }

  /**
   * The address of the user with that name or address.
   *
   * @throws CommandError if no user or more than one has the name
   */
  addressOf(nameOrAddress: string): Address {
    const found = this.peers
      .all()
      .filter(({ name, address }) => name === nameOrAddress || address === nameOrAddress);
    if (found.length === 1) return found[0].address;
    const { self } = this.options;
    if (nameOrAddress === self.name || nameOrAddress === self.address) return self.address;
    throw new CommandError(
      found.length === 0
        ? `no known user is called ${nameOrAddress}`
        : `${found.length} users are called ${nameOrAddress}; say which by address`,
    );
  }

  /**
   * Sends a request and returns the reply.
   *
   * @param type what the reply must be
   * @throws Refusal if the user refuses or replies something else; ConnectionLost if it does not
   *   answer
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
   * Asks who listens at an endpoint. Another user of our network becomes known to us.
   *
   * @param claimed the address that it is said to have, if known
   * @returns its status, or undefined if it does not answer or is not the user that it should be
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

  /** Does the same later and returns at once, for a user that said hello. */
  visitLater(endpoint: Endpoint, claimed: Address): void {
    const key = `${endpoint.host} ${endpoint.port}`;
    if (this.#visits.size >= MAX_VISITS || this.#visits.has(key)) return;
    this.#visits.add(key);
    setImmediate(() => {
      void this.visit(endpoint, claimed).finally(() => this.#visits.delete(key));
    });
  }

  /** Says hello to users, then to the users that they name, until they name no new one. */
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

  /** True for another user that we do not know yet. */
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
