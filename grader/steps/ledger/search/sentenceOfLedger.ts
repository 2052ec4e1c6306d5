import { isDeepStrictEqual } from 'node:util';
import { applyTransaction, makeTransaction } from '../../../../solution/ledger';
import { playStory } from '../../../harness/channel/playStory';
import type { Outcome, Story } from '../../../harness/channel/Story';
import type { Difference } from '../../../harness/parent/search/StorySearch';
import { mapsOf } from './mapsOf';

const REFUSED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  applyTransaction: {
    'bad-transaction': 5,
    'bad-reward': 6,
    'bad-signature': 7,
    'duplicate-transaction': 8,
    'insufficient-funds': 9,
  },
  makeTransaction: { 'bad-transaction': 13, 'insufficient-funds': 14 },
};

function codeOf(outcome: Outcome | string): string {
  return typeof outcome === 'object' && 'refused' in outcome ? String(outcome.refused) : '';
}

/** Returns the sentence that a difference breaks. */
export function sentenceOfLedger(difference: Difference, story: Story): number | undefined {
  if (difference.kind === 'value') return sentenceOfValue(difference, story);
  const { call, expected, got } = difference;
  const codes = REFUSED[call];
  return codes[codeOf(expected)] ?? codes[codeOf(got)] ?? (call === 'makeTransaction' ? 12 : 2);
}

function sentenceOfValue(
  { name, expected, got }: Extract<Difference, { kind: 'value' }>,
  story: Story,
): number | undefined {
  if (/^(promised|wish)/.test(name)) return 15;
  if (/^made/.test(name)) return 12;
  // A ledger's maps can be changed or replaced.
  if (/^(balances|transactions)/.test(name)) return undefined;
  if (!/^(ledger|other|kept)/.test(name)) return 11;
  const [wanted, found] = [expected, got].map(mapsOf);
  const ids = [...wanted.transactions.keys()];
  if (ids.length !== found.transactions.size || !ids.every((id) => found.transactions.has(id))) {
    return 4;
  }
  if (isDeepStrictEqual(wanted.balances, found.balances)) {
    // A ledger can keep the transaction itself or a copy. A story can have changed the one.
    return undefined;
  }
  const last = playStory({ applyTransaction, makeTransaction }, story).outcomes.at(-1);
  if (last !== undefined && 'refused' in last) return 11;
  return [...found.balances.values()].includes(0) ? 3 : 2;
}
