import { applyTransaction } from '../../solution/ledger';
import { changeBalance } from '../../solution/supplied/chain/balances';
import { GENESIS_ID, NETWORK } from '../../solution/supplied/constants';
import type { Ledger, Transaction } from '../../solution/supplied/types';
import type { TreeBlock } from './TreeBlock';

/**
 * One ledger for a whole tree of blocks. The ledger has the state after one block. To move to
 * another block, it undoes and applies the blocks between these two blocks. Each block takes only a
 * microsecond, because the block is already checked. A separate ledger for each branch would need
 * more memory.
 */
export class MovingLedger {
  readonly #ledger: Ledger;
  #at: TreeBlock;

  constructor(genesis: TreeBlock) {
    const { hash, data } = genesis.block;
    this.#at = genesis;
    this.#ledger = {
      genesis: hash,
      balances: new Map(),
      transactions: new Map([[GENESIS_ID, data]]),
    };
  }

  /** Moves to the state after a block of a valid chain. */
  moveTo(end: TreeBlock): void {
    const redone: TreeBlock[] = [];
    let to = end;
    while (this.#at !== to) {
      if (to.parent !== null && to.block.index > this.#at.block.index) {
        redone.push(to);
        to = to.parent;
      } else {
        if (this.#at.parent === null) throw new Error('the two blocks are in different trees');
        this.#undo(this.#at.block.data);
        this.#at = this.#at.parent;
      }
    }
    for (const block of redone.reverse()) this.#redo(block.block.data);
    this.#at = end;
  }

  /**
   * Checks that a transaction is valid in the current state. Does not change the state.
   *
   * @throws Refusal with the code of the first rule that the transaction breaks
   */
  check(transaction: Transaction): void {
    applyTransaction(this.#ledger, transaction);
    this.#undo(transaction);
  }

  #undo({ id, from, to, amount }: Transaction): void {
    this.#ledger.transactions.delete(id);
    changeBalance(this.#ledger, to, -amount);
    if (from !== NETWORK) changeBalance(this.#ledger, from, amount);
  }

  #redo(transaction: Transaction): void {
    const { id, from, to, amount } = transaction;
    if (from !== NETWORK) changeBalance(this.#ledger, from, -amount);
    changeBalance(this.#ledger, to, amount);
    this.#ledger.transactions.set(id, transaction);
  }
}
