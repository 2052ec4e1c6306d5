import { NotImplemented } from './supplied/NotImplemented';
import type { Ledger, Transaction } from './supplied/types';

/**
 * Applies a transaction to the ledger. If the transaction is refused, the ledger stays exactly the
 * same.
 *
 * @throws Refusal in this order: `bad-transaction` (a coin from `network` to `network`; a payment
 *   to `network`, to its own sender, or of an amount that is not a whole number of cents above
 *   zero), `bad-reward` (a mined coin with an amount other than the reward), `bad-signature` (a
 *   payment that its sender did not sign), `duplicate-transaction` (the id is taken),
 *   `insufficient-funds` (the sender owns less than the amount)
 * @step 5
 */
export function applyTransaction(ledger: Ledger, transaction: Transaction): void {
  throw new NotImplemented('step5', 'applyTransaction', 'exercises/05-ledger.md');
}

/**
 * Makes a payment from coins that the sender owns and has not promised yet.
 *
 * @param ledger the sender's own ledger
 * @param promised the sender's payments that are not on the chain yet
 * @param payment the sender, the receiver, the amount in cents, and the id
 * @returns the unsigned payment, with an empty signature
 * @throws Refusal `bad-transaction` for a payment that the rules forbid; `insufficient-funds` if
 *   the amount is larger than the sender's balance less its promised payments
 * @step 5
 */
export function makeTransaction(
  ledger: Ledger,
  promised: readonly Transaction[],
  payment: Omit<Transaction, 'signature'>,
): Transaction {
  throw new NotImplemented('step5', 'makeTransaction', 'exercises/05-ledger.md');
}
