// Sentence 3 (and 5): the escaping by hand forgets that JSON.stringify writes a lone surrogate as \udXXX
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Returns a text in quotes. Quotes, backslashes and all control characters are escaped. */
function quote(text: string): string {
  const escaped = text.replace(
    /["\\\u0000-\u001f]/g,
    (c) => SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/**
 * Returns the text to hash for a block, up to the nonce. It is written by hand, as this is faster
 * than making an array first.
 *
 * @step 1
 */
export function blockPrefix({ index, timestamp, previousHash, difficulty, data }: Draft): string {
  const { id, from, to, amount, signature } = data;
  const transaction = `[${quote(id)},${quote(from)},${quote(to)},${amount},${quote(signature)}]`;
  return `[${index},${timestamp},${quote(previousHash)},${difficulty},${transaction},`;
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
