import { nextBlock } from '../../../solution/createGenesisBlock';
import type { Job } from '../../../solution/supplied/types';
import { equals } from '../../harness/parent/suite/equals';
import { show, showDifference } from '../../harness/parent/suite/show';
import { lowestNonce, trueHash, zeroBits } from '../../harness/parent/suite/trueHash';

/**
 * Compares what a miner hands in with the block of its job.
 *
 * @param times what `now` gave since the miner could know the job
 * @returns undefined if it is this block
 */
export function faultOfMined(
  mined: unknown,
  { number, parent, data }: Job,
  times: readonly number[],
): { expected: string; got: string } | undefined {
  const { timestamp, nonce: found } = Object(Object(mined).block) as Record<string, unknown>;
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
