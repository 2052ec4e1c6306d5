import type { CheckFailed } from '../../harness/parent/suite/CheckFailed';
import type { NotJudged } from '../../harness/parent/suite/NotJudged';
import type { Failure } from '../../harness/parent/suite/Report';

/**
 * Puts a check's own words into the failure of a call that gives no answer. The grader itself knows
 * only the name of the call.
 *
 * @example
 * const words = { tried: 'verify of a payment whose from is empty', expected: 'false' };
 * const answer = await inWords(words, call('verify', payment, genesis));
 */
export function inWords<Result>(
  words: Partial<Pick<Failure, 'tried' | 'expected'>>,
  called: Promise<Result>,
): Promise<Result> {
  return called.catch((error: CheckFailed | NotJudged) => {
    if ('failure' in error) Object.assign(error.failure, words);
    throw error;
  });
}
