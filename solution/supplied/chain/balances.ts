import type { Address, Ledger } from '../types';

/** Returns the balance of an address, in cents. */
export function balanceOf(ledger: Ledger, address: Address): number {
  return ledger.balances.get(address) ?? 0;
}

/**
 * Adds cents to the balance of an address; `cents` can be negative. Balances of zero are not
 * listed.
 */
export function changeBalance(ledger: Ledger, address: Address, cents: number): void {
  const balance = balanceOf(ledger, address) + cents;
  if (balance === 0) ledger.balances.delete(address);
  else ledger.balances.set(address, balance);
}
