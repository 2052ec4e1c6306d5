import { randomUUID } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import { broadcast } from '../../broadcast';
import { makeTransaction } from '../../ledger';
import type { Reorganisation } from '../../reorganise';
import { takeHashes } from '../../signals';
import { sign } from '../../signatures';
import { balanceOf } from '../chain/balances';
import { appendBlock, tip } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import { isObject } from '../chain/checkShape';
import { MAX_PENDING, NETWORK, REWARD } from '../constants';
import { Contacts } from './Contacts';
import { Fetcher } from './Fetcher';
import { Heard } from '../wire/Heard';
import type { Keys } from '../chain/keys';
import { MinerLink } from './MinerLink';
import { Payments } from './Payments';
import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { Signals } from './Signals';
import { Sorry } from '../Sorry';
import { ConnectionLost } from '../wire/tcp';
import type { Address, Block, Branch, Endpoint, Transaction } from '../types';
import type { UserEvent } from './UserEvent';
import type { UserOptions } from './UserOptions';
import type { UserState } from './UserState';

/** How long to wait before mining again when our own block was refused, in milliseconds. */
const RETRY_MS = 1000;

/** Refusals told of in a second; the others are only counted. */
const MAX_REPORTS_A_SECOND = 10;

/** A user heard within that many rounds of gossip is alive. */
const LIVING_ROUNDS = 3;

/** What a user's server is made of. */
export interface UserServerParts {
  options: UserOptions;
  keys: Keys;
  chain: Chain;
  signals: Signals;
  minerPort: MessagePort;
  /** Where we listen. */
  endpoint: Endpoint;
  /** Told of everything notable. */
  report: (event: UserEvent) => void;
  /** Aborted when the user stops. */
  signal: AbortSignal;
}

/**
 * All that a user's server thread knows and does: it owns the chain, the ledger, the peers, the key
 * and the payments. Whatever changes one of them comes through here.
 */
export class UserServer implements UserState {
  readonly address: Address;
  readonly chain: Chain;
  readonly pending: Transaction[] = [];
  readonly contacts: Contacts;
  readonly payments: Payments;
  readonly fetcher: Fetcher;
  /** The announcements and payments that came lately. */
  readonly heard = new Heard();
  readonly #miner: MinerLink;
  /** How many messages were refused. */
  refusals = 0;
  #minesCoins = false;
  #hashes = 0;
  #reportingSecond = 0;
  #reported = 0;

  constructor(readonly parts: UserServerParts) {
    const { options, keys, chain, endpoint, report, signal } = parts;
    this.address = keys.address;
    this.chain = chain;
    this.contacts = new Contacts({
      self: { name: options.name, address: keys.address, ...endpoint },
      genesis: chain.ledger.genesis,
      livingMs: LIVING_ROUNDS * options.gossipMs,
      client: {
        timeoutMs: options.messageTimeoutMs,
        localAddress: sourceOf(endpoint.host),
        signal,
      },
      onPeer: (peer) => report({ event: 'peer', ...peer }),
    });
    this.payments = new Payments({
      chain,
      deliver: (transaction) => this.#deliver(transaction),
      report: ({ id, to, amount }, state, code) =>
        report({ event: 'payment', id, state, to, amount, code }),
    });
    this.fetcher = new Fetcher({
      chain,
      contacts: this.contacts,
      now: () => this.now(),
      onAdopted: (branch, reorganisation) => this.#adopted(branch, reorganisation),
      onError: (error) => this.reportError(error, 'chain'),
    });
    this.#miner = new MinerLink(parts.signals, parts.minerPort, (block) => this.#mined(block));
  }

  now(): number {
    return Date.now() + this.parts.options.clockSkewMs;
  }

  /** Whether coins are mined; payments to us are minted in any case. */
  set minesCoins(on: boolean) {
    this.#minesCoins = on;
    this.#updateJob();
  }

  /**
   * How many hashes the miner has made so far. It has to be asked now and then: the count in shared
   * memory has 32 bits, and would overflow after half an hour.
   */
  countHashes(): number {
    this.#hashes += takeHashes(this.parts.signals);
    return this.#hashes;
  }

  chainChanged(): void {
    for (let i = this.pending.length - 1; i >= 0; i--) {
      if (this.chain.ledger.transactions.has(this.pending[i].id)) this.pending.splice(i, 1);
    }
    this.payments.review();
    this.#updateJob();
  }

  pendingChanged(): void {
    this.#updateJob();
  }

  fetchLater(from?: Endpoint): void {
    const source = from ?? this.contacts.anyone();
    if (source !== undefined) this.fetcher.fetchLater(source);
  }

  /**
   * Promises a buyer some cents and asks it to mint them.
   *
   * @throws Refusal if we cannot or may not pay, or the buyer will not have it
   */
  async pay(buyer: Address, amount: number): Promise<Transaction> {
    const promised = this.payments.promised();
    const payment = { id: randomUUID(), from: this.address, to: buyer, amount };
    const unsigned = makeTransaction(this.chain.ledger, promised, payment);
    const { genesis } = this.chain.ledger;
    const transaction = sign(unsigned, genesis, this.parts.keys.privateKey);
    await this.payments.add(transaction);
    return transaction;
  }

  /**
   * Whose address that is: a peer's name, or the address itself.
   *
   * @throws Sorry if nobody or more than one peer bears the name
   */
  addressOf(nameOrAddress: string): Address {
    const { peers } = this.contacts;
    const found = peers
      .all()
      .filter(({ name, address }) => name === nameOrAddress || address === nameOrAddress);
    if (found.length === 1) return found[0].address;
    const { options } = this.parts;
    if (nameOrAddress === options.name || nameOrAddress === this.address) return this.address;
    throw new Sorry(
      found.length === 0
        ? `nobody here is called ${nameOrAddress}`
        : `${found.length} users are called ${nameOrAddress}; say which by address`,
    );
  }

  /** Notes what we answered to a message. */
  answered(message: unknown, senderHost: string, answer: 'ok' | Code): void {
    const { peers } = this.contacts;
    const whoIs = (endpoint: Endpoint): Address | undefined => peers.at(endpoint)?.address;
    this.heard.note(message, senderHost, answer, this.now(), whoIs);
  }

  /** Notes that we refused a message; a flood of them is counted but not told in full. */
  refused(message: unknown, { code, reason }: Refusal): void {
    this.refusals++;
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#reportingSecond) {
      this.#reportingSecond = second;
      this.#reported = 0;
    }
    if (++this.#reported > MAX_REPORTS_A_SECOND) return;
    const what = isObject(message) && typeof message.type === 'string' ? message.type : 'message';
    this.parts.report({ event: 'refused', what: what.slice(0, 32), by: 'us', code, reason });
  }

  /** Tells of something that went wrong: a refusal as one, anything else as a bug. */
  reportError(error: unknown, what: string): void {
    if (error instanceof ConnectionLost || this.parts.signal.aborted) return;
    if (error instanceof Refusal) {
      const { code, reason } = error;
      this.parts.report({ event: 'refused', what, by: 'us', code, reason });
    } else {
      const { message, stack = message } =
        error instanceof Error ? error : new Error(String(error));
      this.parts.report({ event: 'error', message, stack });
    }
  }

  close(): void {
    this.#miner.close();
  }

  #mined(block: Block): void {
    const { report } = this.parts;
    try {
      appendBlock(this.chain, block, this.now());
    } catch (error) {
      this.reportError(error, 'our own block');
      setTimeout(() => this.#updateJob(), RETRY_MS).unref();
      return;
    }
    const { index, hash, data } = block;
    if (data.from === NETWORK) report({ event: 'coin', index, hash });
    else
      report({ event: 'minted', index, hash, id: data.id, from: data.from, amount: data.amount });
    this.chainChanged();
    this.#announce(block).catch((error) => this.reportError(error, 'announcement'));
  }

  async #announce(block: Block): Promise<void> {
    const { contacts, parts, address } = this;
    const message = { type: 'block' as const, block, port: parts.endpoint.port };
    const deliveries = await broadcast(
      message,
      contacts.reachable(),
      address,
      contacts.options.client,
    );
    for (const delivery of deliveries) {
      const { peer } = delivery;
      if ('error' in delivery) {
        contacts.peers.failed(peer.address);
        continue;
      }
      contacts.peers.heard(peer.address);
      const { reply } = delivery;
      if (reply.type !== 'rejected' || reply.code === 'unknown-parent') continue;
      if (reply.code === 'not-longest') this.fetchLater(peer);
      else {
        const { code, reason } = reply;
        parts.report({ event: 'refused', what: 'block', by: 'them', code, reason });
      }
    }
  }

  /** Gives the miner what is to be minted now: a payment that can be made, or else a coin. */
  #updateJob(): void {
    const parent = tip(this.chain);
    const payment = this.pending.find(
      ({ from, amount }) => balanceOf(this.chain.ledger, from) >= amount,
    );
    const job = this.#miner.job;
    const isUnchanged = job?.parent === parent && (payment ? job.data === payment : !job.urgent);
    if (payment !== undefined) {
      if (!isUnchanged) this.#miner.post(parent, payment, true);
    } else if (!this.#minesCoins) {
      this.#miner.clear();
    } else if (!isUnchanged) {
      this.#miner.post(parent, this.#coin(), false);
    }
  }

  #coin(): Transaction {
    const id = `coin-${randomUUID()}`;
    return { id, from: NETWORK, to: this.address, amount: REWARD, signature: '' };
  }

  #adopted(branch: Branch, { undone, waiting, unfundable }: Reorganisation): void {
    const height = tip(this.chain).index;
    const blocks = branch.length;
    for (const payment of [...waiting, ...unfundable]) {
      const isOurs = payment.to === this.address && this.pending.length < MAX_PENDING;
      if (isOurs && !this.pending.some(({ id }) => id === payment.id)) this.pending.push(payment);
    }
    if (undone.length === 0) this.parts.report({ event: 'caughtUp', blocks, height });
    else this.parts.report({ event: 'reorganised', undone: undone.length, blocks, height });
    this.chainChanged();
  }

  async #deliver(transaction: Transaction): Promise<void> {
    const buyer = this.contacts.peers.get(transaction.to);
    if (buyer === undefined) throw new ConnectionLost('nobody knows where the buyer is');
    await this.contacts.ask(buyer, { type: 'transaction', transaction }, 'ok');
  }
}

/** The address to connect from, so that others see us where we listen. */
function sourceOf(host: string): string | undefined {
  return host === '0.0.0.0' || host === '::' ? undefined : host;
}
