import { hash as digest } from 'node:crypto';
import type { Block, Transaction } from '../../../../solution/supplied/types';
import { show, wordOf } from './show';

/** A block from a submission. Each field can be missing, or can have any type. */
type Claimed = Partial<Record<keyof Block, unknown>>;

/** Returns the hashed text up to the nonce. This code is independent of the course's own code. */
export function truePrefix(block: Claimed): string {
  const { index, timestamp, previousHash, difficulty } = block;
  const { id, from, to, amount, signature } = Object(block.data) as Partial<
    Record<keyof Transaction, unknown>
  >;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return JSON.stringify([...fields, 0], withoutBigInt).replace(/0\]$/, '');
}

/** JSON has no `bigint`. A hash over a `bigint` is wrong in any case. */
function withoutBigInt(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? show(value) : value;
}

/** Returns the hash that a block should have. */
export function trueHash(block: Claimed): string {
  return digest('sha256', `${truePrefix(block)}${wordOf(block.nonce)}]`);
}

/** Returns the number of zero bits at the beginning of a hash. */
export function zeroBits(hash: string): number {
  const digits = /^0*/.exec(hash)?.[0].length ?? 0;
  return digits * 4 + (digits < hash.length ? Math.clz32(parseInt(hash[digits], 16)) - 28 : 0);
}

/** Returns the lowest nonce for which the hash of a draft meets the draft's difficulty. */
export function lowestNonce(draft: Claimed): number {
  const prefix = truePrefix(draft);
  for (let nonce = 0; ; nonce++) {
    if (zeroBits(digest('sha256', `${prefix}${nonce}]`)) >= Number(draft.difficulty)) return nonce;
  }
}
