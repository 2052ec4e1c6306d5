import { randomUUID } from 'node:crypto';
import { makeTransaction } from '../../ledger';
import { sign } from '../../signatures';
import { balanceOf } from '../chain/balances';
import type { Chain } from '../chain/Chain';
import type { Keys } from '../chain/keys';
import { MAX_SHORT_ANSWER_BYTES, SETTLED_DEPTH } from '../constants';
import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { Address, Transaction } from '../types';
import { ConnectionLost } from '../wire/ConnectionLost';
import type { Contacts } from './Contacts';
import type { Reporter } from './Reporter';
import type { PaymentState } from './UserEvent';

interface Payment {
  transaction: Transaction;
  /** What was reported last. Undefined until the buyer was asked once. */
  state?: PaymentState;
}

/** The maximum number of refused payments that are remembered. */
const MOST_REFUSED = 1000;

/** Refusals that can be temporary, because the buyer lacks blocks or has too much work. */
const PASSING: ReadonlySet<Code> = new Set(['insufficient-funds', 'busy', 'too-slow']);

export interface PaymentsTools {
  chain: Chain;
  /** The keys of the seller. */
  keys: Keys;
  contacts: Contacts;
  reporter: Reporter;
}

/**
 * A seller's own payments, until they are six blocks deep. A payment is sent again until it is on
 * the chain. The payment keeps its id, so it is minted only once.
 */
export class Payments {
  readonly #payments = new Map<string, Payment>();
  /**
   * The refused payments, by id. The buyer has the signed payment, so it can still mint it. The coins
   * are free for other payments, because an honest buyer does not.
   */
  readonly #refused = new Map<string, Payment>();

  constructor(private readonly tools: PaymentsTools) {}

  /** How many payments are not settled yet. */
  get size(): number {
    return this.#payments.size;
  }

  /**
   * Promises some cents to a buyer, and asks the buyer to mint the payment. A buyer that does not
   * answer, or is not ready, is asked again later.
   *
   * @returns the signed payment
   * @throws Refusal if our balance is too low, if the payment is forbidden, or if the buyer refuses
   *   it
   */
  async pay(buyer: Address, amount: number): Promise<Transaction> {
    const { chain, keys } = this.tools;
    const unsigned = makeTransaction(chain.ledger, this.#promised(), {
      id: randomUUID(),
      from: keys.address,
      to: buyer,
      amount,
    });
    const transaction = sign(unsigned, chain.ledger.genesis, keys.privateKey);
    const payment: Payment = { transaction };
    this.#payments.set(transaction.id, payment);
    const refusal = await this.#send(payment);
    if (payment.state === 'refused') throw refusal;
    return transaction;
  }

  /** Sends payments to their buyers again, if the payments are not on the chain yet. */
  async resend(): Promise<void> {
    await Promise.all(this.#unminted().map((payment) => this.#send(payment)));
  }

  /** Updates the state of each payment after the chain has changed. */
  review(): void {
    const { chain } = this.tools;
    const newest = new Set(chain.blocks.slice(-SETTLED_DEPTH).map(({ data }) => data.id));
    for (const [id, payment] of this.#refused) {
      if (!this.#isMinted(payment.transaction)) continue;
      this.#refused.delete(id);
      this.#payments.set(id, payment);
    }
    for (const payment of this.#payments.values()) {
      const { transaction, state } = payment;
      if (this.#isOusted(transaction)) {
        this.#refuse(payment, 'duplicate-transaction');
      } else if (this.#isMinted(transaction)) {
        if (state !== 'paid') this.#become(payment, 'paid');
        if (!newest.has(transaction.id)) {
          this.#become(payment, 'settled');
          this.#payments.delete(transaction.id);
        }
      } else if (state === 'paid' || state === 'unfundable') {
        const isFunded = balanceOf(chain.ledger, transaction.from) >= transaction.amount;
        const next = isFunded ? 'returned' : 'unfundable';
        if (next !== state) this.#become(payment, next);
      }
    }
  }

  /** Sends a payment to its buyer. Returns the refusal if the buyer refuses the payment. */
  async #send(payment: Payment): Promise<Refusal | undefined> {
    try {
      await this.#deliver(payment.transaction);
      const { state = 'unreachable' } = payment;
      if (state === 'unreachable') this.#become(payment, 'waiting');
      return undefined;
    } catch (error) {
      if (this.#isMinted(payment.transaction)) return undefined;
      if (error instanceof Refusal && !PASSING.has(error.code)) {
        this.#refuse(payment, error.code);
        return error;
      }
      const { state = 'waiting' } = payment;
      if (state === 'waiting') {
        this.#become(payment, 'unreachable', error instanceof Refusal ? error.code : undefined);
      }
      return undefined;
    }
  }

  async #deliver(transaction: Transaction): Promise<void> {
    const { contacts } = this.tools;
    const buyer = contacts.peers.get(transaction.to);
    if (buyer === undefined) throw new ConnectionLost('the buyer is not known here');
    await contacts.ask(buyer, { type: 'transaction', transaction }, 'ok', {
      maxBytes: MAX_SHORT_ANSWER_BYTES,
    });
  }

  #refuse(payment: Payment, code: Code): void {
    const { id } = payment.transaction;
    this.#payments.delete(id);
    const [oldest] = this.#refused.keys();
    if (this.#refused.size >= MOST_REFUSED) this.#refused.delete(oldest);
    this.#refused.set(id, payment);
    this.#become(payment, 'refused', code);
  }

  #become(payment: Payment, state: PaymentState, code?: Code): void {
    const wasRefused = payment.state === 'refused' || undefined;
    payment.state = state;
    const { id, to, amount } = payment.transaction;
    this.tools.reporter.report({ event: 'payment', id, state, to, amount, code, wasRefused });
  }

  /** Returns the payments that our balance must cover: the payments that are not minted yet. */
  #promised(): Transaction[] {
    return this.#unminted().map(({ transaction }) => transaction);
  }

  #unminted(): Payment[] {
    return [...this.#payments.values()].filter(({ transaction }) => !this.#isMinted(transaction));
  }

  #isMinted({ id, signature }: Transaction): boolean {
    return this.tools.chain.ledger.transactions.get(id)?.signature === signature;
  }

  /** True if another transaction has taken the id. Then our payment can never be minted. */
  #isOusted(transaction: Transaction): boolean {
    const { transactions } = this.tools.chain.ledger;
    return transactions.has(transaction.id) && !this.#isMinted(transaction);
  }
}
