import { createHash } from 'node:crypto';
import { UsageError } from '../../solution/supplied/program/readArguments';

/** A part of a class: the third of ten is `{ number: 3, of: 10 }`. */
export interface Shard {
  number: number;
  of: number;
}

/**
 * Reads a shard such as `3/10`.
 *
 * @throws UsageError if it is not a shard
 */
export function readShard(word: string): Shard {
  const [, number, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(word) ?? []).map(Number);
  if (number >= 1 && number <= of) return { number, of };
  throw new UsageError('shard is a part such as 3/10: the third of ten');
}

/** True if a student belongs to a shard. Every machine gives the same answer. */
export function isInShard(name: string, { number, of }: Shard): boolean {
  return createHash('sha256').update(name).digest().readUInt32BE() % of === number - 1;
}
