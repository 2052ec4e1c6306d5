import { balanceOf } from '../chain/balances';
import type { Address, Ledger, Transaction } from '../types';

/**
 * Returns the payments that can still be minted: their ids are not taken, and their senders own
 * enough for all of them. A seller sends a payment again that is not here.
 */
export function payable(pending: readonly Transaction[], ledger: Ledger): Transaction[] {
  const left = new Map<Address, number>();
  return pending.filter(({ id, from, amount }) => {
    const rest = (left.get(from) ?? balanceOf(ledger, from)) - amount;
    if (ledger.transactions.has(id) || rest < 0) return false;
    left.set(from, rest);
    return true;
  });
}
