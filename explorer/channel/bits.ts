import type { Hash } from '../../solution/supplied/types';

/** Returns the 256 bits of a hash, highest bit first. */
export function bitsOf(hash: Hash): string {
  return [...hash].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

/** Returns how many zero bits are at the beginning of a hash. */
export function leadingZeroBits(hash: Hash): number {
  const first = bitsOf(hash).indexOf('1');
  return first < 0 ? hash.length * 4 : first;
}
