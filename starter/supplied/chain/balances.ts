import type { Address, Ledger } from '../types';

/** What an address owns, in cents. */
export function balanceOf(ledger: Ledger, address: Address): number {
  return ledger.balances.get(address) ?? 0;
}

/** Adds to what an address owns, or takes from it. An address that owns nothing is not listed. */
export function changeBalance(ledger: Ledger, address: Address, cents: number): void {
  const balance = balanceOf(ledger, address) + cents;
  if (balance === 0) ledger.balances.delete(address);
  else ledger.balances.set(address, balance);
}
