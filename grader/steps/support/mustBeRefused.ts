import type { Attempt } from '../../harness/parent/suite/Attempt';
import { inWords } from './inWords';

/**
 * Demands that a call is refused with this code. If the call throws another error, the failure names
 * the code too.
 *
 * @param tried the call in words; by default, the call as a student would write it
 */
export async function mustBeRefused(
  attempted: Promise<Attempt>,
  code: string,
  tried?: string,
): Promise<Attempt> {
  const expected = `a Refusal with the code ${code}`;
  const answer = await inWords({ expected, ...(tried !== undefined && { tried }) }, attempted);
  answer.mustBeRefused(code, tried);
  return answer;
}
