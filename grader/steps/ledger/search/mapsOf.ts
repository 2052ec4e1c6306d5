/** Returns the maps of a ledger, which can be anything. */
export function mapsOf(
  ledger: unknown,
): Record<'balances' | 'transactions', ReadonlyMap<unknown, unknown>> {
  const { balances, transactions } = Object(ledger) as Record<string, unknown>;
  const mapOf = (value: unknown): ReadonlyMap<unknown, unknown> =>
    value instanceof Map ? value : new Map();
  return { balances: mapOf(balances), transactions: mapOf(transactions) };
}
