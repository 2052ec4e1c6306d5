import { blockOf, tip } from '../../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import { MAX_PENDING } from '../../../../solution/supplied/constants';
import type { Block, Endpoint, Transaction } from '../../../../solution/supplied/types';
import type { UserState } from '../../../../solution/supplied/user/UserState';
import { reorganise } from '../../../../solution/reorganise';

/** A user before the messages arrive. */
export interface UserData {
  address: string;
  chain: Chain;
  pending: Transaction[];
  /** The time on the user's clock. */
  now: number;
}

/**
 * A call of a method of the user, and the state of the user at that moment. The submission can
 * store any value there.
 */
export type CallSeen =
  | { called: 'chainChanged'; height: unknown; heights: unknown; transactions: unknown }
  | { called: 'pendingChanged'; pending: unknown }
  | { called: 'fetchLater'; from: unknown };

/**
 * A user for `handleMsg`. The submission can change this object, so the record of the calls is kept
 * elsewhere.
 */
export class RecordedUser implements UserState {
  readonly address: string;
  readonly chain: Chain;
  readonly pending: Transaction[];
  #now: number;
  readonly #calls: CallSeen[];

  /** @param calls where to record the calls of the methods */
  constructor({ address, chain, pending, now }: UserData, calls: CallSeen[]) {
    this.address = address;
    this.chain = chain;
    this.pending = pending;
    this.#now = now;
    this.#calls = calls;
  }

  now(): number {
    return this.#now;
  }

  chainChanged(): void {
    const { blocks, heights, ledger } = this.chain;
    const height = blocks.length - 1;
    const transactions = ledger.transactions.size;
    this.#calls.push({ called: 'chainChanged', height, heights: heights.size, transactions });
    this.#dropMinted();
  }

  pendingChanged(): void {
    this.#calls.push({ called: 'pendingChanged', pending: this.pending.length });
  }

  fetchLater(from?: Endpoint): void {
    this.#calls.push({ called: 'fetchLater', from });
  }

  /** Sets the clock. */
  set clock(now: number) {
    this.#now = now;
  }

  /** Sets the payments that wait, as other parts of a user do. */
  set queue(payments: readonly Transaction[]) {
    this.pending.splice(0, Infinity, ...payments);
  }

  /**
   * Does what a user does with fetched blocks, or with a block of its own miner. Blocks that do not
   * give a longer chain are left out.
   */
  adopt(branch: Block[]): void {
    const { chain, pending } = this;
    const fork = blockOf(chain, branch[0].previousHash);
    if (fork === undefined || fork.index + branch.length <= tip(chain).index) return;
    const { waiting, unfundable } = reorganise(chain, branch, Number.MAX_SAFE_INTEGER);
    for (const payment of [...waiting, ...unfundable]) {
      const isOurs = payment.to === this.address && pending.length < MAX_PENDING;
      if (isOurs && !pending.some(({ id }) => id === payment.id)) pending.push(payment);
    }
    this.#dropMinted();
  }

  /** Removes the payments that are on the chain from those that wait. */
  #dropMinted(): void {
    const { ledger } = this.chain;
    for (let i = this.pending.length - 1; i >= 0; i--) {
      if (ledger.transactions.has(this.pending[i].id)) this.pending.splice(i, 1);
    }
  }
}
