import { isDeepStrictEqual } from 'node:util';
import { showDifference } from '../../harness/parent/suite/show';
import type { Search } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import type { DeepData, DeepSeen } from './channel/DeepFork';

/** A function that calls itself for each block needs more than the stack at this depth. */
const DEPTH = 12_000;
const REWARD = 100;

/** Reorganises a fork of 12,000 blocks, and refuses another one. */
export const searchDeep: Search = async ({ play, placeOf }) => {
  const of = 'reorganise' as never;
  const tried = `reorganise, where ${DEPTH} blocks of coins are replaced by ${DEPTH + 1}; then back, with a bad block at the end`;
  const data: DeepData = { depth: DEPTH, begin: 1_700_000_000_000 };
  const { value } = await play('deep', { of, tried }, data);
  const after = {
    blocks: DEPTH + 2,
    tip: `carol-${DEPTH + 1}`,
    heights: DEPTH + 2,
    transactions: DEPTH + 2,
    balances: String((DEPTH + 1) * REWARD),
  };
  const expected: DeepSeen = {
    undone: { count: DEPTH, first: 'alice-1', last: `alice-${DEPTH}` },
    after,
    refused: 'bad-timestamp',
    restored: after,
  };
  if (isDeepStrictEqual(value, expected)) return;
  const [wanted, got] = showDifference(expected, value);
  const seen = Object(value) as Partial<DeepSeen>;
  const isRestored = isDeepStrictEqual(seen.after, after);
  throw new SearchFailed(
    { kind: 'wrong', tried, expected: wanted, got, place: placeOf('reorganise') },
    isRestored ? 4 : 3,
    'reorganise',
  );
};
