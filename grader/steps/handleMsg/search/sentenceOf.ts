import { NETWORK } from '../../../../solution/supplied/constants';
import type { Block, Transaction } from '../../../../solution/supplied/types';
import type { Cast, Event, MessageStory, StateSeen } from '../channel/MessageStory';
import type { StoryDifference } from './judgeStory';

/** The sentences that give the codes of a block whose parent we have. */
const OF_BLOCKS: Readonly<Record<string, number>> = {
  'bad-shape': 1,
  'bad-genesis': 2,
  'unknown-parent': 3,
  'bad-index': 4,
  'bad-link': 4,
  'bad-timestamp': 4,
  'bad-difficulty': 4,
  'bad-hash': 4,
  'bad-work': 4,
  'not-longest': 6,
};

const OF_PAYMENTS: Readonly<Record<string, number>> = {
  'bad-shape': 8,
  'duplicate-transaction': 10,
  'bad-signature': 11,
  'insufficient-funds': 11,
  busy: 12,
};

const OF_CALLS = [
  ['fetchLater', 3],
  ['chainChanged', 7],
  ['pendingChanged', 13],
] as const;

/**
 * Returns the number of the handout's sentence that a difference breaks.
 *
 * @param before the user of the line, before the line
 * @param address the user's address
 * @param answer what the reference answers to the event
 */
export function sentenceOf(
  difference: StoryDifference,
  { lines }: MessageStory,
  cast: Cast,
  { before, address, answer }: { before: StateSeen; address: string; answer: string },
): number {
  const { kind, expected, got, line, event } = difference;
  const events = lines[line];
  if (kind === 'connections' || got.startsWith('no answer yet')) return 15;
  if (events.length > 1) return 14;
  const isRefused = answer !== 'ok';
  if (kind === 'calls') {
    return OF_CALLS.find(([name]) => `${expected} ${got}`.includes(name))?.[1] ?? 16;
  }
  if (kind === 'state' && isRefused) return 16;
  return sentenceOfAnswer(
    events[event],
    cast,
    { ...before, address },
    { expected: answer, got, kind },
  );
}

function sentenceOfAnswer(
  event: Event,
  cast: Cast,
  { chain, pending, address }: StateSeen & { address: string },
  { expected, got, kind }: Pick<StoryDifference, 'expected' | 'got' | 'kind'>,
): number {
  if ('block' in event) {
    const { index, hash, previousHash } = Object(cast[event.block]) as Block;
    const heights = chain.heights as ReadonlyMap<string, number>;
    if (expected === 'bad-shape') return 1;
    if (index === 0) return 2;
    if (!heights.has(previousHash)) return 3;
    if (expected !== 'ok') return OF_BLOCKS[expected] ?? 7;
    if (heights.has(hash)) return 5;
    return kind === 'state' ? 7 : (OF_BLOCKS[got] ?? 7);
  }
  if (!('payment' in event)) return 16;
  const { id, from, to } = Object(cast[event.payment]) as Transaction;
  if (expected === 'bad-transaction') return to === address && from !== NETWORK ? 11 : 9;
  if (expected !== 'ok') return OF_PAYMENTS[expected] ?? 11;
  const transactions = chain.ledger as { transactions: ReadonlyMap<string, unknown> };
  const waits = (pending as Transaction[]).some((payment) => payment.id === id);
  if (waits || transactions.transactions.has(id)) return 10;
  return kind === 'state' ? 13 : (OF_PAYMENTS[got] ?? 13);
}
