import { UsageError } from '../../solution/supplied/program/readArguments';

/**
 * Returns the number of runs in the word after `--runs`.
 *
 * @throws UsageError if the word is not a number from 1 to 9999
 */
export function readRuns(word: string): number {
  const runs = Number(word);
  if (/^\d{1,4}$/.test(word) && runs > 0) return runs;
  throw new UsageError('--runs is a whole number from 1 to 9999');
}
