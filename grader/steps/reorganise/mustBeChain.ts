import { types } from 'node:util';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import { show, showArgument, wordOf } from '../../harness/parent/suite/show';
import { chainOf } from '../support/sampleBlocks';
import { equals } from '../../harness/parent/suite/equals';
import type { SampleTransactions } from './SampleTransactions';

/** The parts of a chain that checks compare one by one. */
export type Part = 'blocks' | 'heights' | 'balances' | 'transactions' | 'genesis';

const ALL: readonly Part[] = ['blocks', 'heights', 'balances', 'transactions', 'genesis'];

/** The maximum number of differing entries that a failure shows. */
const MOST_SHOWN = 5;

/** The expected value and the real value of a part, in words. */
type Difference = [expected: string, got: string];

/**
 * Demands that the chain has exactly these blocks, and the heights and the ledger that they give.
 * The chain is the first argument of the call.
 *
 * @param blocks genesis first
 * @param undone blocks that are no longer on the chain; failures show their ids
 */
export function mustBeChain(
  answer: Answer,
  blocks: readonly Block[],
  undone: readonly Block[],
  {
    samples,
    tried,
    parts = ALL,
  }: { samples: SampleTransactions; tried: string; parts?: readonly Part[] },
): void {
  const expected = chainOf(blocks);
  const got = Object(answer.args[0]) as Partial<Record<keyof Chain, unknown>>;
  const ledger = Object(got.ledger) as Partial<Record<keyof Chain['ledger'], unknown>>;
  const ids = new Map([...blocks, ...undone].map(({ hash, data }) => [hash, data.id]));
  const differences: Record<Part, () => Difference | undefined> = {
    blocks: () => blocksDiffer(expected.blocks, got.blocks, samples),
    heights: () =>
      mapsDiffer(expected.heights, got.heights, (hash) => `the hash of ${ids.get(hash) ?? hash}`),
    balances: () =>
      equals(expected.ledger.balances, ledger.balances)
        ? undefined
        : [samples.balancesIn(expected.ledger.balances), samples.balancesIn(ledger.balances)],
    transactions: () => mapsDiffer(expected.ledger.transactions, ledger.transactions, show),
    genesis: () =>
      equals(expected.ledger.genesis, ledger.genesis)
        ? undefined
        : [show(expected.ledger.genesis), show(ledger.genesis)],
  };
  for (const part of parts) {
    const words = differences[part]();
    if (words === undefined) continue;
    const what = part in got ? `chain.${part}` : `chain.ledger.${part}`;
    answer.must(false, { tried: `${tried}; then ${what}`, expected: words[0], got: words[1] });
  }
}

function blocksDiffer(
  expected: readonly Block[],
  got: unknown,
  samples: SampleTransactions,
): Difference | undefined {
  if (equals(expected, got)) return undefined;
  const words: Difference = [samples.idsIn(expected), samples.idsIn(got)];
  return words[0] === words[1] ? [words[0], `${words[1]}, but not as before`] : words;
}

/** Returns the entries that differ, in words. Returns undefined if all entries are equal. */
function mapsDiffer<Value>(
  expected: ReadonlyMap<string, Value>,
  got: unknown,
  nameOf: (key: string) => string,
): Difference | undefined {
  if (!types.isMap(got)) return ['a Map', show(got)];
  const keys = new Set([...expected.keys(), ...[...got.keys()].map(wordOf)]);
  const differing = [...keys].filter(
    (key) => expected.has(key) !== got.has(key) || !equals(expected.get(key), got.get(key)),
  );
  if (differing.length === 0) return undefined;
  const shown = (map: ReadonlyMap<unknown, unknown>): string =>
    differing
      .slice(0, MOST_SHOWN)
      .map((key) => `${nameOf(key)}: ${map.has(key) ? showArgument(map.get(key)) : 'none'}`)
      .join(', ');
  return [shown(expected), shown(got)];
}
