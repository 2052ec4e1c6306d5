import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { Adoption } from '../chain/adoptBranch';
import { tip } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import type { Keys } from '../chain/keys';
import { MAX_PENDING } from '../constants';
import { Refusal } from '../Refusal';
import type { Address, Endpoint, Transaction } from '../types';
import { Heard } from '../wire/Heard';
import type { Reply } from '../wire/messages';
import { announce } from './announce';
import { answerRequest } from './answerRequest';
import { Contacts } from './Contacts';
import type { ControlCalls } from './control';
import { controlCalls } from './controlCalls';
import { Fetcher } from './Fetcher';
import { keepGossiping } from './gossip';
import { Minter } from './Minter';
import { payable } from './payable';
import { Payments } from './Payments';
import { Reporter } from './Reporter';
import type { Signals } from './signalCells';
import { proveStatus } from './statusProof';
import type { UserEvent } from './UserEvent';
import type { UserOptions } from './UserOptions';
import type { UserState } from './UserState';

/** A user counts as alive if it was heard within this number of rounds of gossip. */
const LIVING_ROUNDS = 3;

/** The parts from which a user's server is made. */
export interface UserServerParts {
  options: UserOptions;
  keys: Keys;
  chain: Chain;
  signals: Signals;
  minerPort: MessagePort;
  /** The endpoint on which we listen. */
  endpoint: Endpoint;
  /** Receives every event. */
  report: (event: UserEvent) => void;
  /** Aborted when the user stops. */
  signal: AbortSignal;
}

/**
 * The state and the tasks of a user's server thread. It owns the chain with the ledger, and the
 * payments that wait to be minted. Each other task has its own part.
 */
export class UserServer implements UserState {
  readonly address: Address;
  readonly chain: Chain;
  readonly pending: Transaction[] = [];
  /** The functions that the main thread can call. */
  readonly calls: ControlCalls;
  readonly #contacts: Contacts;
  readonly #fetcher: Fetcher;
  readonly #heard: Heard;
  readonly #minter: Minter;
  readonly #payments: Payments;
  readonly #privateKey: KeyObject;
  readonly #reporter: Reporter;

  constructor(private readonly parts: UserServerParts) {
    const { options, keys, chain, signals, minerPort, endpoint, report, signal } = parts;
    this.address = keys.address;
    this.#privateKey = createPrivateKey(keys.privateKey);
    this.chain = chain;
    const reporter = new Reporter(report, signal);
    const contacts = new Contacts({
      self: { name: options.name, address: keys.address, ...endpoint },
      genesis: chain.ledger.genesis,
      livingMs: LIVING_ROUNDS * options.gossipMs,
      client: {
        timeoutMs: options.messageTimeoutMs,
        localAddress: sourceOf(endpoint.host),
        signal,
      },
      onPeer: (peer) => reporter.frequent({ event: 'peer', ...peer }),
    });
    const fetcher = new Fetcher({
      chain,
      contacts,
      now: () => this.now(),
      onAdopted: (adoption) => this.#adopted(adoption),
      onError: (error) => reporter.error(error, { what: 'chain' }),
    });
    const payments = new Payments({ chain, keys, contacts, reporter });
    const minter = new Minter({
      user: this,
      signals,
      port: minerPort,
      reporter,
      announce: (block) => announce(block, { contacts, fetcher, reporter }),
    });
    this.calls = controlCalls({ user: this, contacts, payments, minter, reporter });
    this.#contacts = contacts;
    this.#fetcher = fetcher;
    this.#heard = new Heard(
      (from) => contacts.peers.at(from)?.address,
      () => this.now(),
      chain.blocks[0].difficulty,
    );
    this.#minter = minter;
    this.#payments = payments;
    this.#reporter = reporter;
  }

  now(): number {
    return Date.now() + this.parts.options.clockSkewMs;
  }

  chainChanged(): void {
    const left = payable(this.pending, this.chain.ledger);
    this.pending.splice(0, this.pending.length, ...left);
    this.#payments.review();
    this.#minter.updateJob();
  }

  pendingChanged(): void {
    this.#minter.updateJob();
  }

  fetchLater(from?: Endpoint): void {
    const source = from ?? this.#contacts.randomPeer();
    if (source !== undefined) this.#fetcher.fetchLater(source);
  }

  /**
   * Fetches the chain from users of the network. Then says hello to them and to all users that they
   * know.
   */
  async join(endpoints: readonly Endpoint[]): Promise<void> {
    for (const endpoint of endpoints) await this.#fetcher.fetch(endpoint);
    // Slow users are greeted while we begin to mine.
    const { messageTimeoutMs } = this.parts.options;
    await Promise.race([
      this.#contacts.greet(endpoints),
      wait(messageTimeoutMs, undefined, { ref: false }),
    ]);
  }

  /** Begins to mine and to gossip. */
  begin(): void {
    const { options, signal } = this.parts;
    this.#minter.minesCoins = options.mineCoins;
    void keepGossiping(options.gossipMs, signal, {
      chain: this.chain,
      contacts: this.#contacts,
      fetcher: this.#fetcher,
      minter: this.#minter,
      payments: this.#payments,
      reporter: this.#reporter,
    });
  }

  /**
   * Answers a message, and notes the answer.
   *
   * @param senderHost the host from which the connection came
   * @param end our end of the connection
   * @throws Refusal, which becomes the answer `rejected`
   */
  async receive(message: unknown, senderHost: string, end: Endpoint): Promise<Reply> {
    try {
      const reply = await answerRequest(
        message,
        { senderHost, end },
        {
          user: this,
          contacts: this.#contacts,
          heard: this.#heard,
          reporter: this.#reporter,
          prove: (proven) => proveStatus(proven, this.#privateKey),
        },
      );
      this.#heard.note(message, senderHost, 'ok');
      return reply;
    } catch (error) {
      if (error instanceof Refusal) {
        this.#heard.note(message, senderHost, error.code);
        this.#reporter.refused(message, error);
      }
      throw error;
    }
  }

  /** Reports an error of the TCP server. */
  serverFailed(error: unknown): void {
    this.#reporter.error(error, { what: 'message' });
  }

  close(): void {
    this.#minter.close();
  }

  #adopted({ blocks, undone, waiting, unfundable }: Adoption): void {
    const { report } = this.parts;
    const height = tip(this.chain).index;
    for (const payment of [...waiting, ...unfundable]) {
      const isOurs = payment.to === this.address && this.pending.length < MAX_PENDING;
      if (isOurs && !this.pending.some(({ id }) => id === payment.id)) this.pending.push(payment);
    }
    if (undone.length === 0) report({ event: 'caughtUp', blocks: blocks.length, height });
    else report({ event: 'reorganised', undone: undone.length, blocks: blocks.length, height });
    this.chainChanged();
  }
}

/**
 * Returns the address to connect from. Our connections then come from the address on which we
 * listen.
 */
function sourceOf(host: string): string | undefined {
  return host === '0.0.0.0' || host === '::' ? undefined : host;
}
