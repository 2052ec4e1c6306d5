import { SEEDS } from '../../grader/course/seeds';
import { UsageError } from '../../solution/supplied/program/readArguments';

/**
 * Returns the number in the word after `--seed`.
 *
 * @throws UsageError if the word is not a seed
 */
export function readSeed(word: string): number {
  const seed = Number(word);
  if (/^\d+$/.test(word) && seed < SEEDS) return seed;
  throw new UsageError('--seed needs a whole number below 2^32, such as the seed in a report');
}
