import { SETTLED_DEPTH } from '../constants';
import type { Chain } from '../chain/Chain';
import { balanceOf } from '../chain/balances';
import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { PaymentState } from './UserEvent';
import type { Transaction } from '../types';

interface Payment {
  transaction: Transaction;
  state: PaymentState;
}

/** Refusals that may not last: the buyer has not caught up, or has too much to do. */
const PASSING: ReadonlySet<Code> = new Set(['insufficient-funds', 'busy', 'too-slow']);

export interface PaymentsTools {
  chain: Chain;
  /** Sends a payment to its buyer. */
  deliver: (transaction: Transaction) => Promise<void>;
  /** Told of every change. */
  report: (transaction: Transaction, state: PaymentState, code?: Code) => void;
}

/**
 * A seller's own payments, from the promise until they are six blocks deep. One that is not on the
 * chain is sent again, with the same id, until it is: so it is minted at most once, and at last.
 */
export class Payments {
  readonly #payments = new Map<string, Payment>();

  constructor(private readonly tools: PaymentsTools) {}

  /** How many are not settled yet. */
  get size(): number {
    return this.#payments.size;
  }

  /** Those that are not on the chain: what our balance still has to cover. */
  promised(): Transaction[] {
    return this.#all()
      .filter(({ transaction }) => !this.#isMinted(transaction))
      .map(({ transaction }) => transaction);
  }

  /**
   * Takes on a signed payment and sends it for the first time. A buyer who is not there or not
   * ready now is asked again later.
   *
   * @throws Refusal the buyer's, if it will never mint this
   */
  async add(transaction: Transaction): Promise<void> {
    const payment: Payment = { transaction, state: 'waiting' };
    this.#payments.set(transaction.id, payment);
    this.tools.report(transaction, payment.state);
    const refusal = await this.#send(payment);
    if (payment.state === 'refused') throw refusal;
  }

  /** Sends again what is not on the chain. */
  async resend(): Promise<void> {
    const lost = this.#all().filter(({ transaction }) => !this.#isMinted(transaction));
    await Promise.all(lost.map((payment) => this.#send(payment)));
  }

  /** Looks how each payment stands, now that the chain has changed. */
  review(): void {
    const { chain } = this.tools;
    const newest = new Set(chain.blocks.slice(-SETTLED_DEPTH).map(({ data }) => data.id));
    for (const payment of this.#all()) {
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

  async #send(payment: Payment): Promise<Refusal | undefined> {
    try {
      await this.tools.deliver(payment.transaction);
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

  #become(payment: Payment, state: PaymentState, code?: Code): void {
    payment.state = state;
    this.tools.report(payment.transaction, state, code);
  }

  #isMinted({ id, signature }: Transaction): boolean {
    return this.tools.chain.ledger.transactions.get(id)?.signature === signature;
  }

  /** True if another transaction has taken the id: then ours can never be minted. */
  #isOusted(transaction: Transaction): boolean {
    const { transactions } = this.tools.chain.ledger;
    return transactions.has(transaction.id) && !this.#isMinted(transaction);
  }

  #all(): Payment[] {
    return [...this.#payments.values()];
  }
}
