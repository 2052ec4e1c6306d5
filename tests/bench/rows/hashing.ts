import { createHash, hash as digest } from 'node:crypto';
import { blockPrefix } from '../../../solution/hashBlock';
import { mine } from '../../../solution/mine';
import { inOrder, cpuOf } from '../Row';
import type { Row } from '../Row';
import { HARD_DRAFT } from './hardDraft';

const HASHES = 200_000;

const ours = (): Promise<number> =>
  cpuOf(() => {
    let left = HASHES;
    mine(HARD_DRAFT, (hashes) => (left -= hashes) > 0);
  });

const bare = (): Promise<number> =>
  cpuOf(() => {
    const prefix = blockPrefix(HARD_DRAFT);
    for (let nonce = 0; nonce < HASHES; nonce++) digest('sha256', `${prefix}${nonce}]`);
  });

/**
 * As in naivecoin: the whole block is written for each nonce, and the hash is turned into a text of
 * zeros and ones. naivecoin's own hash is written in JavaScript, and even slower.
 */
const naive = (): Promise<number> =>
  cpuOf(() => {
    for (let nonce = 0; nonce < HASHES / 10; nonce++) {
      const { index, timestamp, previousHash, difficulty, data } = HARD_DRAFT;
      const { id, from, to, amount, signature } = data;
      const transaction = { id, from, to, amount, signature };
      const block = { index, timestamp, previousHash, difficulty, data: transaction, nonce };
      const hash = createHash('sha256').update(JSON.stringify(block)).digest('hex');
      inBits(hash).startsWith('0'.repeat(difficulty));
    }
  });

function inBits(hash: string): string {
  return [...hash].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

export const HASHING: readonly Row[] = [
  {
    name: 'mine',
    what: 'hashes a second in mine',
    beside: "a bare loop that makes each nonce's text",
    goal: { atLeast: 0.95 },
    pair: async (oursFirst) => {
      const { ours: one, rival } = await inOrder(oursFirst, ours, bare);
      return { ours: HASHES / one, rival: HASHES / rival };
    },
  },
  {
    name: 'naive',
    what: 'hashes a second in mine',
    beside: 'a loop that writes the whole block, and the hash in bits, for each nonce',
    goal: { atLeast: 13 },
    pair: async (oursFirst) => {
      const { ours: one, rival } = await inOrder(oursFirst, ours, naive);
      return { ours: HASHES / one, rival: HASHES / 10 / rival };
    },
  },
];
