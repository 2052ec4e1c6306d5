import { CENTS } from '../constants';
import { CommandError } from '../CommandError';

/** Returns cents as a text in coins: 250 is `2.50`. */
export function formatCoins(cents: number): string {
  const whole = Math.trunc(cents / CENTS);
  return `${whole}.${String(cents % CENTS).padStart(2, '0')}`;
}

/**
 * Reads a text in coins, and returns cents: `2.5` is 250.
 *
 * @throws CommandError if the text is not an amount above zero in whole cents
 */
export function parseCoins(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') throw new CommandError('Please say how many coins, such as 2.50.');
  if (/^\d+\.\d{3,}$/.test(trimmed)) {
    throw new CommandError('A coin has a hundred cents: write two decimals at most.');
  }
  const parts = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(trimmed);
  if (parts === null) throw new CommandError('That is not an amount. Write it like this: 2.50.');
  const cents = Number(parts[1]) * CENTS + Number((parts[2] ?? '').padEnd(2, '0'));
  if (cents === 0) throw new CommandError('A payment must be more than 0.');
  return cents;
}
