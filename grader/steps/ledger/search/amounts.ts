import * as fc from 'fast-check';
import { REWARD } from '../../../../solution/supplied/constants';
import { oneOf } from '../../support/storiesFrom';

/** Ordinary amounts. */
export const AMOUNTS = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2 * REWARD + 1 }) },
  { weight: 1, arbitrary: oneOf(1, 99, REWARD, 101, 2 * REWARD, 2 * REWARD + 1) },
);
/** What a ledger must refuse as an amount. Some are no numbers, although the types say so. */
export const FORBIDDEN_AMOUNTS = [
  ...[0, -1, 0.5, 1.5, Number.NaN, Infinity, -Infinity, 2 ** 53, 1e21, -REWARD],
  ...(['50', null] as unknown as number[]),
];
export const FORBIDDEN = oneOf(...FORBIDDEN_AMOUNTS);
/** Legal amounts that are so large that a sum with them can be rounded. */
export const HUGE = oneOf(2 ** 53 - 1, 2 ** 53 - 2, 2 ** 52);
/** Amounts of coins, of which a few are wrong. */
export const COINS = fc.oneof(
  { weight: 8, arbitrary: fc.constant(REWARD) },
  { weight: 1, arbitrary: oneOf(REWARD - 1, REWARD + 1, 0, -REWARD, 100.5, Number.NaN) },
);
