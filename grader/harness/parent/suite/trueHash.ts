import { hash as digest } from 'node:crypto';
import type { Block, Transaction } from '../../../../solution/supplied/types';

/** A block as a submission made it: each field may be missing or of any type. */
type Claimed = Partial<Record<keyof Block, unknown>>;

/** Returns the text before the nonce of which a hash is taken, without the course's own code. */
export function truePrefix(block: Claimed): string {
  const { index, timestamp, previousHash, difficulty } = block;
  const { id, from, to, amount, signature } = Object(block.data) as Partial<
    Record<keyof Transaction, unknown>
  >;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return JSON.stringify([...fields, 0]).replace(/0\]$/, '');
}

/** Returns the hash that a block should have. */
export function trueHash(block: Claimed): string {
  return digest('sha256', `${truePrefix(block)}${String(block.nonce)}]`);
}

/** Returns how many zero bits a hash begins with. */
export function zeroBits(hash: string): number {
  const digits = /^0*/.exec(hash)?.[0].length ?? 0;
  return digits * 4 + (digits < hash.length ? Math.clz32(parseInt(hash[digits], 16)) - 28 : 0);
}

/** Returns the lowest nonce that gives a draft the work that its difficulty demands. */
export function lowestNonce(draft: Claimed): number {
  const prefix = truePrefix(draft);
  for (let nonce = 0; ; nonce++) {
    if (zeroBits(digest('sha256', `${prefix}${nonce}]`)) >= Number(draft.difficulty)) return nonce;
  }
}
