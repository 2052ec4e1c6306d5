// Sentence 3 (and 5): prefixes are remembered under the fields joined with commas, so a comma inside a field finds another draft's prefix
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

/** The newest prefixes, as checking and mining ask for the same ones several times. */
const prefixes = new Map<string, string>();

const MAX_REMEMBERED = 100;

/**
 * Returns the text to hash for a block, up to the nonce.
 *
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  const key = String(fields);
  let prefix = prefixes.get(key);
  if (prefix === undefined) {
    prefix = `${JSON.stringify(fields).slice(0, -1)},`;
    if (prefixes.size >= MAX_REMEMBERED) prefixes.clear();
    prefixes.set(key, prefix);
  }
  return prefix;
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
