// Sentence 13: a text counts as the number that it holds.
import { verify } from './signatures';
import { balanceOf, changeBalance } from './supplied/chain/balances';
import { NETWORK, REWARD } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Address, Ledger, Transaction } from './supplied/types';

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
  ledger.transactions.set(id, transaction);
}

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
  if (!(amount >= 1) || amount % 1 !== 0 || amount > Number.MAX_SAFE_INTEGER) {
    throw new Refusal('bad-transaction', 'a payment is a whole number of cents above zero');
  }
}
