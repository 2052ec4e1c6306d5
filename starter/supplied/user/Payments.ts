import { randomUUID } from 'node:crypto';
import { makeTransaction } from '../../ledger';
import { sign } from '../../signatures';
import { balanceOf } from '../chain/balances';
import type { Chain } from '../chain/Chain';
import type { Keys } from '../chain/keys';
import { SETTLED_DEPTH } from '../constants';
import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { Address, Transaction } from '../types';
import { ConnectionLost } from '../wire/tcp';
import type { Contacts } from './Contacts';
import type { Reporter } from './Reporter';
import type { PaymentState } from './UserEvent';

interface Payment {
  transaction: Transaction;
  state: PaymentState;
}

/** Refusals that may not last: the buyer has not caught up, or has too much to do. */
const PASSING: ReadonlySet<Code> = new Set(['insufficient-funds', 'busy', 'too-slow']);

export interface PaymentsTools {
  chain: Chain;
  /** The seller's. */
  keys: Keys;
  contacts: Contacts;
  reporter: Reporter;
}

/**
 * A seller's own payments, until they are six blocks deep. A payment that is not on the chain is
 * sent again until it is. It keeps its id, and no id is minted twice.
 */
export class Payments {
  readonly #payments = new Map<string, Payment>();

  constructor(private readonly tools: PaymentsTools) {}

  /** How many are not settled yet. */
  get size(): number {
    return this.#payments.size;
  }

  /**
   * Promises a buyer some cents and asks it to mint them. A buyer that cannot be reached or is not
   * ready is asked again later.
   *
   * @returns the signed payment
   * @throws Refusal if we cannot or may not pay, or the buyer will never mint this
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
    const payment: Payment = { transaction, state: 'waiting' };
    this.#payments.set(transaction.id, payment);
    this.#become(payment, 'waiting');
    const refusal = await this.#send(payment);
    if (payment.state === 'refused') throw refusal;
    return transaction;
  }

  /** Sends again the payments that are not on the chain. */
  async resend(): Promise<void> {
    await Promise.all(this.#unminted().map((payment) => this.#send(payment)));
  }

  /** Updates the state of each payment after the chain has changed. */
  review(): void {
    const { chain } = this.tools;
    const newest = new Set(chain.blocks.slice(-SETTLED_DEPTH).map(({ data }) => data.id));
    for (const payment of this.#payments.values()) {
      const { transaction, state } = payment;
      if (this.#isOusted(transaction)) {
        this.#payments.delete(transaction.id);
        this.#become(payment, 'refused', 'duplicate-transaction');
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

  /** Sends a payment to its buyer. Returns the refusal if the buyer will never mint it. */
  async #send(payment: Payment): Promise<Refusal | undefined> {
    try {
      await this.#deliver(payment.transaction);
      if (payment.state === 'unreachable') this.#become(payment, 'waiting');
      return undefined;
    } catch (error) {
      if (this.#isMinted(payment.transaction)) return undefined;
      if (error instanceof Refusal && !PASSING.has(error.code)) {
        this.#payments.delete(payment.transaction.id);
        this.#become(payment, 'refused', error.code);
        return error;
      }
      if (payment.state === 'waiting') {
        this.#become(payment, 'unreachable', error instanceof Refusal ? error.code : undefined);
      }
      return undefined;
    }
  }

  async #deliver(transaction: Transaction): Promise<void> {
    const { contacts } = this.tools;
    const buyer = contacts.peers.get(transaction.to);
    if (buyer === undefined) throw new ConnectionLost('the buyer is not known here');
    await contacts.ask(buyer, { type: 'transaction', transaction }, 'ok');
  }

  #become(payment: Payment, state: PaymentState, code?: Code): void {
    payment.state = state;
    const { id, to, amount } = payment.transaction;
    this.tools.reporter.report({ event: 'payment', id, state, to, amount, code });
  }

  /** What our balance still has to cover. */
  #promised(): Transaction[] {
    return this.#unminted().map(({ transaction }) => transaction);
  }

  #unminted(): Payment[] {
    return [...this.#payments.values()].filter(({ transaction }) => !this.#isMinted(transaction));
  }

  #isMinted({ id, signature }: Transaction): boolean {
    return this.tools.chain.ledger.transactions.get(id)?.signature === signature;
  }

  /** True if another transaction has taken the id. Ours can never be minted then. */
  #isOusted(transaction: Transaction): boolean {
    const { transactions } = this.tools.chain.ledger;
    return transactions.has(transaction.id) && !this.#isMinted(transaction);
  }
}
