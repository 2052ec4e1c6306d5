// Sentence 4: transactions are kept under their ids in small letters.
import { verify } from './signatures';
import { balanceOf, changeBalance } from './supplied/chain/balances';
import { NETWORK, REWARD } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Address, Ledger, Transaction } from './supplied/types';

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
  const { id, from, to, amount } = transaction;
  if (to === NETWORK) throw new Refusal('bad-transaction', 'the network cannot be paid');
  if (from === NETWORK) {
    if (amount !== REWARD) throw new Refusal('bad-reward');
  } else {
    checkParties(from, to, amount);
    if (!verify(transaction, ledger.genesis)) throw new Refusal('bad-signature');
  }
  if (ledger.transactions.has(id)) throw new Refusal('duplicate-transaction');
  if (from !== NETWORK) {
    if (balanceOf(ledger, from) < amount) throw new Refusal('insufficient-funds');
    changeBalance(ledger, from, -amount);
  }
  changeBalance(ledger, to, amount);
  ledger.transactions.set(id.toLowerCase(), transaction);
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
  const { id, from, to, amount } = payment;
  if (from === NETWORK || to === NETWORK) throw new Refusal('bad-transaction');
  checkParties(from, to, amount);
  const owed = promised.reduce((sum, promise) => sum + promise.amount, 0);
  if (balanceOf(ledger, from) - owed < amount) throw new Refusal('insufficient-funds');
  return { id, from, to, amount, signature: '' };
}

function checkParties(from: Address, to: Address, amount: number): void {
  if (from === to) throw new Refusal('bad-transaction', 'a user cannot pay itself');
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new Refusal('bad-transaction', 'a payment is a whole number of cents above zero');
  }
}
