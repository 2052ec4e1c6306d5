import { changeBalance } from '../../../solution/supplied/chain/balances';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Address, Ledger } from '../../../solution/supplied/types';
import type { MainChange, TreeNode } from './DrawnTree';

/**
 * The balance and the number of blocks of each user on the main chain. It follows the chain block
 * by block, and can also undo blocks.
 */
export class Holdings {
  readonly ledger: Ledger = { genesis: '', balances: new Map(), transactions: new Map() };
  /** How many blocks of the main chain each user has made. */
  readonly blocks = new Map<Address, number>();
  /** The cents mined since genesis. */
  mined = 0;

  /** The sum of all balances in cents. It is computed each time, because it checks `mined`. */
  get sum(): number {
    let sum = 0;
    for (const cents of this.ledger.balances.values()) sum += cents;
    return sum;
  }

  follow({ undone, adopted }: MainChange): void {
    for (const node of undone) this.#apply(node, -1);
    for (const node of adopted) this.#apply(node, 1);
  }

  /** Applies or undoes the transaction of a block. The transaction is already checked. */
  #apply({ block: { index, data } }: TreeNode, sign: 1 | -1): void {
    if (index === 0) return;
    const { from, to, amount } = data;
    if (from === NETWORK) this.mined += sign * amount;
    else changeBalance(this.ledger, from, -sign * amount);
    changeBalance(this.ledger, to, sign * amount);
    const blocks = (this.blocks.get(to) ?? 0) + sign;
    if (blocks === 0) this.blocks.delete(to);
    else this.blocks.set(to, blocks);
  }
}
