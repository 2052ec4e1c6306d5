import { UsageError } from '../../solution/supplied/program/readArguments';

/**
 * Returns the number in the word after a flag, such as `--runs`.
 *
 * @throws UsageError if the word is not a number from 1 to 9999
 */
export function readCount(flag: string, word: string): number {
  const count = Number(word);
  if (/^\d{1,4}$/.test(word) && count > 0) return count;
  throw new UsageError(`--${flag} is a whole number from 1 to 9999`);
}
