import { NotImplemented } from './supplied/NotImplemented';
import type { Ledger, Transaction } from './supplied/types';

/**
 * Applies a transaction to the ledger, or refuses it and leaves the ledger exactly as it was.
 *
 * @throws Refusal in this order: `bad-transaction` (a coin from `network` to `network`; a payment
 *   to `network`, to its own sender, or of an amount that is not a whole number of cents above
 *   zero), `bad-reward` (a mined coin that is not exactly the reward), `bad-signature` (a payment
 *   that its sender did not sign), `duplicate-transaction` (its id is taken), `insufficient-funds`
 *   (the sender owns less)
 * @step 5
 */
export function applyTransaction(ledger: Ledger, transaction: Transaction): void {
  throw new NotImplemented('step5', 'applyTransaction', 'exercises/05-ledger.md');
}

/**
 * Makes a payment from coins that its sender owns and has not promised already.
 *
 * @param ledger the sender's own
 * @param promised the sender's payments that are not on the chain yet
 * @param payment who pays whom how many cents, under which id
 * @returns the payment, still to be signed: its signature is empty
 * @throws Refusal `bad-transaction` for a payment that the rules forbid, `insufficient-funds` if
 *   the sender's balance less what it has promised does not cover the amount
 * @step 5
 */
export function makeTransaction(
  ledger: Ledger,
  promised: readonly Transaction[],
  payment: Omit<Transaction, 'signature'>,
): Transaction {
  throw new NotImplemented('step5', 'makeTransaction', 'exercises/05-ledger.md');
}
