import { NETWORK, NO_PARENT } from '../../../solution/supplied/constants';
import type { Draft, Job } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { lowestNonce } from '../../harness/parent/suite/trueHash';

/** An easy job takes fewer hashes than this. */
const EASY = 100;

/** Lowest nonces of the handout's block, each with the timestamp that gives this nonce. */
export const NONCES: ReadonlyArray<[nonce: number, timestamp: number]> = [
  [999, 1_700_000_020_567],
  [1000, 1_700_000_009_938],
  [1999, 1_700_000_007_105],
  [2215, 1_700_000_007_000],
];

/** Returns a job for a coin. The job takes a few hashes. */
export function easyJob(random: Random, number: number): Job {
  for (;;) {
    const job = jobOf({ ...random.draft(), difficulty: 4 }, number);
    if (nonceOf(job) < EASY) return job;
  }
}

/** Returns a job for a coin. The job takes longer than any check. */
export function hardJob(random: Random, number: number): Job {
  return jobOf({ ...random.draft(), difficulty: 32 }, number);
}

/** Returns the job for a payment. */
export function urgent(job: Job): Job {
  return { ...job, urgent: true };
}

/**
 * Returns the job for this draft. The parent has the time of the draft, which is later than the
 * clock.
 */
export function jobOf(draft: Draft, number: number): Job {
  const { index, timestamp, previousHash: hash, difficulty, data } = draft;
  const previousHash = NO_PARENT;
  const parent = { index: index - 1, timestamp, previousHash, difficulty, data, nonce: 0, hash };
  return { number, parent, data: { ...data, from: NETWORK, signature: '' }, urgent: false };
}

/** Returns the lowest nonce of a job that is later than the clock. */
export function nonceOf({ parent, data }: Job): number {
  const { index, timestamp, difficulty, hash: previousHash } = parent;
  return lowestNonce({ index: index + 1, timestamp, previousHash, difficulty, data });
}

/** Returns the draft that the handout of step 3 mines, with another timestamp. */
export function handoutDraft(timestamp: number): Draft {
  const data = { id: 'coin-1', from: NETWORK, to: 'a'.repeat(64), amount: 100, signature: '' };
  const previousHash = 'a0a74649a6bda88c930276154859c4b371d719cf88603140e1c4d5dfdf4ce9ba';
  return { index: 1, timestamp, previousHash, difficulty: 10, data };
}
