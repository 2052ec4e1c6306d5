import { PROTOCOL } from '../constants';
import { Refusal } from '../Refusal';
import { CommandError } from '../CommandError';
import type { Address, Endpoint, Hash, Peer } from '../types';
import { parseReply } from '../wire/messages';
import type { Reply, Request, StatusReply } from '../wire/messages';
import { ConnectionLost, tcpClient } from '../wire/tcp';
import type { TcpClientOptions } from '../wire/tcp';
import { PeerBook } from './PeerBook';

/** The maximum number of strangers that one call greets. Liars can send very long lists. */
const MAX_GREETINGS = 64;

/** The maximum number of visits at the same time to users that said hello. */
const MAX_VISITS = 16;

export interface ContactsOptions {
  /** Our own name and address, and the endpoint on which we listen. */
  self: Peer;
  genesis: Hash;
  /** How long a peer counts as alive after it was heard, in milliseconds. */
  livingMs: number;
  /** The options for every message that we send. */
  client: TcpClientOptions;
  /** Called with each new user that we know. */
  onPeer: (peer: Peer) => void;
}

/** The known users. Sends requests to users, and finds new users. */
export class Contacts {
  readonly peers: PeerBook;
  /**
   * The only users that can be reached, as if the cable to all others were cut. Null means all
   * users.
   */
  reach: ReadonlySet<Address> | null = null;
  readonly #visits = new Set<string>();

  constructor(readonly options: ContactsOptions) {
    this.peers = new PeerBook(options.self.address, options.livingMs);
  }

  /** Returns the peers to which we can send a message now. */
  reachable(): Peer[] {
    const { reach } = this;
    return this.peers.reachable().filter(({ address }) => reach === null || reach.has(address));
  }

  /** Returns one of the reachable peers, at random. */
  randomPeer(): Peer | undefined {
    const peers = this.reachable();
    return peers[Math.floor(Math.random() * peers.length)];
  }

  /**
   * Returns the address of the user with that name or address.
   *
   * @throws CommandError if the name is unknown, or if several users have this name
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
   * @param type the type that the reply must have
   * @throws Refusal if the user refuses, or if the reply has another type; ConnectionLost if the
   *   user does not answer
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
   * Asks the user at an endpoint for its status. Adds the user to the known users, if the user is
   * of our network.
   *
   * @param claimed the address that the user must have; undefined accepts every address
   * @returns the status. Returns undefined if the user does not answer, is of another network, or
   *   has another address
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

  /** Visits a user that said hello. Returns immediately, before the visit. */
  visitLater(endpoint: Endpoint, claimed: Address): void {
    const key = `${endpoint.host} ${endpoint.port}`;
    if (this.#visits.size >= MAX_VISITS || this.#visits.has(key)) return;
    this.#visits.add(key);
    setImmediate(() => {
      void this.visit(endpoint, claimed).finally(() => this.#visits.delete(key));
    });
  }

  /**
   * Says hello to users, then to the users that they name, and so on, until all named users are
   * known.
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

  /** True if the peer is not ourselves and its endpoint is not known yet. */
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
