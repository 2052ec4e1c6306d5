import { applyTransaction } from '../../../../solution/ledger';
import { REWARD } from '../../../../solution/supplied/constants';
import type { Ledger } from '../../../../solution/supplied/types';
import { coinFor, NETWORKS } from './networks';

/** Returns a ledger with 200 cents of alice and 100 of bob. */
export function richLedger(): Ledger {
  const ledger: Ledger = { genesis: NETWORKS[0], balances: new Map(), transactions: new Map() };
  for (const id of ['c1', 'c2']) applyTransaction(ledger, coinFor('alice', REWARD, id));
  applyTransaction(ledger, coinFor('bob', REWARD, 'c3'));
  return ledger;
}

/** The ledger in words. */
export const RICH = 'a ledger with 200 cents of alice and 100 of bob';
