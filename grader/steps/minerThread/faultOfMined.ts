import { nextBlock } from '../../../solution/createGenesisBlock';
import type { Job } from '../../../solution/supplied/types';
import { equals } from '../../harness/parent/suite/equals';
import { show, showDifference } from '../../harness/parent/suite/show';
import { lowestNonce, trueHash, zeroBits } from '../../harness/parent/suite/trueHash';

interface Fault {
  expected: string;
  got: string;
}

/**
 * Compares what a miner hands in with the block of its job.
 *
 * @param times what `now` gave since the miner could know the job
 * @param jobs all jobs that were posted
 * @returns undefined if it is this block
 */
export function faultOfMined(
  mined: unknown,
  job: Job,
  times: readonly number[],
  jobs: Iterable<Job>,
): Fault | undefined {
  const { number, parent, data } = job;
  const block = Object(Object(mined).block) as Record<string, unknown>;
  const mixed = mixedWith(job, block, jobs);
  if (mixed !== undefined) return mixed;
  const { timestamp, nonce: found } = block;
  const drafts = times.map((time) => nextBlock(parent, data, time));
  const draft = drafts.find((each) => each.timestamp === timestamp);
  if (draft === undefined) {
    const shown = [...new Set(drafts.map((each) => show(each.timestamp)))].join(' or ');
    return {
      expected: `the block of job ${number} has the time of nextBlock, ${shown || 'which asks now()'}`,
      got: `its timestamp is ${show(timestamp)}`,
    };
  }
  if (zeroBits(trueHash({ ...draft, nonce: found })) < draft.difficulty) {
    const expected = `a nonce for difficulty ${draft.difficulty}`;
    return { expected, got: `the nonce ${show(found)} of job ${number} does not meet it` };
  }
  const nonce = lowestNonce(draft);
  const right = { number, block: { ...draft, nonce, hash: trueHash({ ...draft, nonce }) } };
  if (equals(right, mined)) return undefined;
  const [expected, got] = showDifference(right, mined);
  return { expected, got };
}

/** Returns the fault of a block that has a part of another job. */
function mixedWith(
  { number, parent, data }: Job,
  block: Record<string, unknown>,
  jobs: Iterable<Job>,
): Fault | undefined {
  const hasParent = block.previousHash === parent.hash;
  if (hasParent && equals(block.data, data)) return undefined;
  for (const other of jobs) {
    const isOther = hasParent
      ? equals(block.data, other.data)
      : block.previousHash === other.parent.hash;
    if (!isOther) continue;
    const [part, verb] = hasParent ? ['data', 'has'] : ['parent', 'is mined on'];
    return {
      expected: `the block of job ${number} ${verb} the ${part} of job ${number}`,
      got: `it ${verb} the ${part} of job ${other.number}`,
    };
  }
  return undefined;
}
