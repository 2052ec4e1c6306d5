import { types } from 'node:util';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import { show, showArgument, wordOf } from '../../harness/parent/suite/show';
import { chainOf } from '../support/chainOf';
import { equals } from '../support/equals';
import type { Village } from './Village';

/** What of a chain can be looked at by itself. */
export type Part = 'blocks' | 'heights' | 'balances' | 'transactions' | 'genesis';

const ALL: readonly Part[] = ['blocks', 'heights', 'balances', 'transactions', 'genesis'];

/** So many entries that differ are named. */
const MOST_NAMED = 5;

/** A failed look: what was expected, and what is there. */
type Words = [expected: string, got: string];

/**
 * Demands that the chain, which is the first argument of the call, is now that of a user who heard
 * these blocks and no others.
 *
 * @param blocks genesis first
 * @param undone blocks that are on it no longer, so that they can be named
 */
export function mustBeChain(
  answer: Answer,
  blocks: readonly Block[],
  undone: readonly Block[],
  { village, tried, parts = ALL }: { village: Village; tried: string; parts?: readonly Part[] },
): void {
  const expected = chainOf(blocks);
  const got = Object(answer.args[0]) as Partial<Record<keyof Chain, unknown>>;
  const ledger = Object(got.ledger) as Partial<Record<keyof Chain['ledger'], unknown>>;
  const ids = new Map([...blocks, ...undone].map(({ hash, data }) => [hash, data.id]));
  const looks: Record<Part, () => Words | undefined> = {
    blocks: () => blocksDiffer(expected.blocks, got.blocks, village),
    heights: () =>
      mapsDiffer(expected.heights, got.heights, (hash) => `the hash of ${ids.get(hash) ?? hash}`),
    balances: () =>
      equals(expected.ledger.balances, ledger.balances)
        ? undefined
        : [village.balancesIn(expected.ledger.balances), village.balancesIn(ledger.balances)],
    transactions: () => mapsDiffer(expected.ledger.transactions, ledger.transactions, show),
    genesis: () =>
      equals(expected.ledger.genesis, ledger.genesis)
        ? undefined
        : [show(expected.ledger.genesis), show(ledger.genesis)],
  };
  for (const part of parts) {
    const words = looks[part]();
    if (words === undefined) continue;
    const what = part in got ? `chain.${part}` : `chain.ledger.${part}`;
    answer.must(false, { tried: `${tried}; then ${what}`, expected: words[0], got: words[1] });
  }
}

function blocksDiffer(
  expected: readonly Block[],
  got: unknown,
  village: Village,
): Words | undefined {
  if (equals(expected, got)) return undefined;
  const words: Words = [village.idsIn(expected), village.idsIn(got)];
  return words[0] === words[1] ? [words[0], `${words[1]}, but not as they were`] : words;
}

/** Names only those entries that differ. */
function mapsDiffer<Value>(
  expected: ReadonlyMap<string, Value>,
  got: unknown,
  nameOf: (key: string) => string,
): Words | undefined {
  if (!types.isMap(got)) return ['a Map', show(got)];
  const keys = new Set([...expected.keys(), ...[...got.keys()].map(wordOf)]);
  const differing = [...keys].filter(
    (key) => expected.has(key) !== got.has(key) || !equals(expected.get(key), got.get(key)),
  );
  if (differing.length === 0) return undefined;
  const tell = (map: ReadonlyMap<unknown, unknown>): string =>
    differing
      .slice(0, MOST_NAMED)
      .map((key) => `${nameOf(key)}: ${map.has(key) ? showArgument(map.get(key)) : 'none'}`)
      .join(', ');
  return [tell(expected), tell(got)];
}
