import { changeBalance } from '../../../solution/supplied/chain/balances';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Block, Ledger } from '../../../solution/supplied/types';

/**
 * Returns the ledger after some valid blocks. It does not check the signatures, because the
 * observer has already checked them. For thousands of blocks, this check would take seconds.
 *
 * @param blocks genesis first
 */
export function ledgerOf(blocks: readonly Block[]): Ledger {
  const ledger: Ledger = {
    genesis: blocks[0]?.hash ?? '',
    balances: new Map(),
    transactions: new Map(),
  };
  for (const { index, data } of blocks) {
    ledger.transactions.set(data.id, data);
    if (index === 0) continue;
    if (data.from !== NETWORK) changeBalance(ledger, data.from, -data.amount);
    changeBalance(ledger, data.to, data.amount);
  }
  return ledger;
}
