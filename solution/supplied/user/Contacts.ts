import { randomBytes } from 'node:crypto';
import { PROTOCOL } from '../constants';
import { Refusal } from '../Refusal';
import { CommandError } from '../CommandError';
import type { Address, Endpoint, Hash, Peer } from '../types';
import { endpointKey } from '../wire/endpointKey';
import { parseReply } from '../wire/messages';
import type { Reply, Request, StatusReply } from '../wire/messages';
import { ConnectionLost } from '../wire/ConnectionLost';
import { tcpClient } from '../wire/tcp';
import type { TcpClientOptions } from '../wire/tcp';
import { PeerBook } from './PeerBook';
import { isProof } from './statusProof';
import { TaskPool } from './TaskPool';
import { VisitQueue } from './VisitQueue';

/** The maximum number of strangers that one call greets. Liars can send very long lists. */
const MAX_GREETINGS = 256;

/**
 * How many of them are greeted at the same time. A user that answers slowly does not hold up the
 * others.
 */
const GREETED_AT_ONCE = 16;
const GREETINGS = { atOnce: GREETED_AT_ONCE, most: 64, slowMs: 500 };

/** How many peers a user names, if it is not the first user that we ask. */
const FEW_PEERS = 8;

/** A challenge to a user, and where it was answered. */
interface Question {
  challenge: Hash;
  /** The options for the message with the challenge. */
  client: TcpClientOptions;
  /** The other end of the connection that brought the answer. */
  end?: Endpoint;
}

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
  readonly #visits = new VisitQueue((endpoint, claimed, signal) =>
    this.visit(endpoint, claimed, signal),
  );

  constructor(readonly options: ContactsOptions) {
    this.peers = new PeerBook(options.self.address, options.livingMs);
    // Each `AbortSignal.any` would leave some bytes at the signal that lives as long as the user.
    options.client.signal?.addEventListener('abort', () => this.#visits.end(), { once: true });
  }

  /** Returns the peers to which we can send a message now. */
  reachable(): Peer[] {
    return this.peers.reachable().filter((peer) => this.#isWithinReach(peer));
  }

  /** Returns one of the reachable peers, at random. */
  randomPeer(): Peer | undefined {
    return oneOf(this.reachable());
  }

  /** Returns one of the silent peers that are in their pause, at random. */
  randomPausedPeer(): Peer | undefined {
    return oneOf(this.peers.paused().filter((peer) => this.#isWithinReach(peer)));
  }

  #isWithinReach({ address }: Peer): boolean {
    return this.reach === null || this.reach.has(address);
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
   * @param options the options of the call, besides those of every message
   * @throws Refusal if the user refuses, or if the reply has another type; ConnectionLost if the
   *   user does not answer
   */
  async ask<Type extends Reply['type']>(
    to: Endpoint,
    request: Request,
    type: Type,
    options: TcpClientOptions = {},
  ): Promise<Extract<Reply, { type: Type }>> {
    const known = this.peers.at(to);
    if (this.reach !== null && !(known && this.reach.has(known.address))) {
      throw new ConnectionLost('the cable is cut');
    }
    try {
      const reply = parseReply(
        await tcpClient(to, request, { ...this.options.client, ...options }),
      );
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
   * @param signal ends the visit early when it is aborted; without it, only our stop does
   * @returns the status. Returns undefined if the user does not answer, is of another network, has
   *   another address, or has the address of somebody else
   */
  async visit(
    endpoint: Endpoint,
    claimed?: Address,
    signal?: AbortSignal,
  ): Promise<StatusReply | undefined> {
    const question = this.#newQuestion(signal && { signal });
    const request: Request = { type: 'getStatus', challenge: question.challenge };
    try {
      const status = await this.ask(endpoint, request, 'status', question.client);
      return this.#meet(endpoint, status, question, claimed) ? status : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param client the options for the message with the challenge */
  #newQuestion(client: TcpClientOptions = {}): Question {
    const question: Question = {
      challenge: randomBytes(32).toString('hex'),
      client: { ...client, onAnswered: (end) => (question.end = end) },
    };
    return question;
  }

  /**
   * Adds the user at an endpoint to the known users, if its status is of our network.
   *
   * @returns false if it is of another network, has another address than the claimed one, or has the
   *   address of somebody else
   */
  #meet(endpoint: Endpoint, status: StatusReply, question: Question, claimed?: Address): boolean {
    const { genesis } = this.options;
    const { protocol, address, name, proof } = status;
    if (protocol !== PROTOCOL || status.genesis !== genesis) return false;
    if (claimed !== undefined && claimed !== address) return false;
    const { challenge, end } = question;
    // The book has numbers only. A name could stand for another host later.
    const peer = { name, address, host: end?.host ?? endpoint.host, port: endpoint.port };
    // A user of an older version proves nothing.
    const isProven =
      proof !== undefined &&
      end !== undefined &&
      isProof(proof, { challenge, genesis, end }, address);
    if (!isProven && this.peers.isProven(address)) return false;
    if (this.peers.learn(peer, isProven)) this.options.onPeer(peer);
    return true;
  }

  /** Visits a user that said hello. Returns immediately, before the visit. */
  visitLater(endpoint: Endpoint, claimed: Address): void {
    // Two new users often hear of each other at the same time. One proof is enough.
    if (this.peers.isAcquainted(endpoint, claimed)) return;
    this.#visits.add(endpoint, claimed);
  }

  /**
   * Says hello to users, then to the users that they name, and so on, until all named users are
   * known.
   */
  async greet(endpoints: readonly Endpoint[]): Promise<void> {
    const greeted = new Set<string>([endpointKey(this.options.self)]);
    const pool = new TaskPool(GREETINGS);
    const greetAll = async (strangers: readonly Endpoint[], limit?: number): Promise<void> => {
      const greetings = strangers.map(async (endpoint, place) => {
        const key = endpointKey(endpoint);
        if (greeted.has(key) || greeted.size > MAX_GREETINGS) return;
        greeted.add(key);
        // The first users name everybody. If all did, the work would grow with the square.
        const most = limit ?? (place < GREETED_AT_ONCE ? undefined : FEW_PEERS);
        const named = await pool.run(() => this.#hello(endpoint, most));
        await greetAll(
          named.filter((peer) => this.isStranger(peer)),
          FEW_PEERS,
        );
      });
      await Promise.all(greetings);
    };
    await greetAll(endpoints);
  }

  /** True if the peer is not ourselves and its endpoint is not known yet. */
  isStranger(peer: Peer): boolean {
    return peer.address !== this.options.self.address && this.peers.at(peer) === undefined;
  }

  /** @param limit how many peers the answer can name; undefined for all */
  async #hello(endpoint: Endpoint, limit?: number): Promise<Peer[]> {
    const { name, address, port } = this.options.self;
    const question = this.peers.isAcquainted(endpoint) ? undefined : this.#newQuestion();
    const hello: Request = {
      ...{ type: 'hello', protocol: PROTOCOL, name, address, port, limit },
      challenge: question?.challenge,
    };
    try {
      const { peers, status } = await this.ask(endpoint, hello, 'peers', question?.client);
      if (question !== undefined && status !== undefined) this.#meet(endpoint, status, question);
      // A user of an older version does not send its status.
      else if (!this.peers.isAcquainted(endpoint)) await this.visit(endpoint);
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

function oneOf(peers: readonly Peer[]): Peer | undefined {
  return peers[Math.floor(Math.random() * peers.length)];
}
