import { randomUUID } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import { takeHashes } from '../../signals';
import { balanceOf } from '../chain/balances';
import { appendBlock, tip } from '../chain/Chain';
import { NETWORK, REWARD } from '../constants';
import type { Address, Block, Transaction } from '../types';
import { MinerLink } from './MinerLink';
import type { Reporter } from './Reporter';
import type { Signals } from './signalCells';
import type { UserState } from './UserState';

/** How long to wait before mining again after our own block was refused, in milliseconds. */
const RETRY_MS = 1000;

/** The maximum number of senders whose turns are remembered. */
const MOST_TURNS = 1000;

export interface MinterTools {
  user: UserState;
  signals: Signals;
  /** The server thread's end of the channel to the miner thread. */
  port: MessagePort;
  reporter: Reporter;
  /** Called with each block of our miner, after the block was added to our chain. */
  announce: (block: Block) => Promise<void>;
}

/** Chooses the transaction that the miner thread mints, and adds the mined blocks to our chain. */
export class Minter {
  readonly #miner: MinerLink;
  /** The height at which a payment of each sender was minted last. */
  readonly #turns = new Map<Address, number>();
  #minesCoins = false;
  #hashes = 0;

  constructor(private readonly tools: MinterTools) {
    this.#miner = new MinerLink(tools.signals, tools.port, (block) => this.#mined(block));
  }

  /** Whether coins are mined. Payments to us are minted in both cases. */
  set minesCoins(on: boolean) {
    this.#minesCoins = on;
    this.updateJob();
  }

  /**
   * Takes the count of hashes from the shared memory. Returns the number of all hashes that the
   * miner has made so far. This must be called regularly, because the count has 32 bits and would
   * overflow after half an hour.
   */
  collectHashes(): number {
    this.#hashes += takeHashes(this.tools.signals);
    return this.#hashes;
  }

  /** Gives the miner the right job: the next payment, or otherwise a coin. */
  updateJob(): void {
    const parent = tip(this.tools.user.chain);
    const payment = this.#nextPayment();
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

  close(): void {
    this.#miner.close();
  }

  /**
   * Returns the next payment that its sender can fund. Senders take turns: next is the one whose last
   * payment was minted before those of the others.
   */
  #nextPayment(): Transaction | undefined {
    const { chain, pending } = this.tools.user;
    let next: Transaction | undefined;
    for (const payment of pending) {
      if (balanceOf(chain.ledger, payment.from) < payment.amount) continue;
      if (next === undefined || this.#turnOf(payment) < this.#turnOf(next)) next = payment;
    }
    return next;
  }

  #turnOf({ from }: Transaction): number {
    return this.#turns.get(from) ?? 0;
  }

  #mined(block: Block): void {
    const { user, reporter, announce } = this.tools;
    try {
      appendBlock(user.chain, block, user.now());
    } catch (error) {
      reporter.error(error, { what: 'our own block', own: true });
      setTimeout(() => this.updateJob(), RETRY_MS).unref();
      return;
    }
    const { index, hash, data } = block;
    if (data.from === NETWORK) reporter.report({ event: 'coin', index, hash });
    else {
      const { id, from, amount } = data;
      if (this.#turns.size >= MOST_TURNS) this.#turns.clear();
      this.#turns.set(from, index);
      reporter.report({ event: 'minted', index, hash, id, from, amount });
    }
    user.chainChanged();
    announce(block).catch((error) => reporter.error(error, { what: 'announcement' }));
  }

  #coin(): Transaction {
    const { address } = this.tools.user;
    return {
      id: `coin-${randomUUID()}`,
      from: NETWORK,
      to: address,
      amount: REWARD,
      signature: '',
    };
  }
}
