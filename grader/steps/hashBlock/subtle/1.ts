// Sentence 5 (and 1): the transaction's text is remembered by object, and only made anew if its id or amount differ
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash, Transaction } from './supplied/types';

interface Remembered {
  id: string;
  amount: number;
  text: string;
}

/** The texts of the transactions that we have met; a miner asks for the same one again and again. */
const texts = new WeakMap<Transaction, Remembered>();

function transactionText(data: Transaction): string {
  const known = texts.get(data);
  if (known !== undefined && known.id === data.id && known.amount === data.amount) {
    return known.text;
  }
  const { id, from, to, amount, signature } = data;
  const text = JSON.stringify([id, from, to, amount, signature]);
  texts.set(data, { id, amount, text });
  return text;
}

/**
 * Returns the text to hash for a block, up to the nonce.
 *
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const head = JSON.stringify([index, timestamp, previousHash, difficulty]).slice(0, -1);
  return `${head},${transactionText(draft.data)},`;
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
