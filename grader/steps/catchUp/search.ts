import * as fc from 'fast-check';
import type { Search } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import type { OurSide } from './child/scenario';
import { caseOfPlan, PLANS, SPECIAL_PLANS, tellPlan } from './CatchUpPlan';
import type { CatchUpPlan } from './CatchUpPlan';
import { differenceOfRuns } from './differenceOfRuns';
import { readCatchUp } from './readCatchUp';
import { runReference } from './runReference';
import { MOST_QUESTIONS, ScriptedChainPeer } from './ScriptedChainPeer';

/** How many cases are drawn. */
const CASES = 150;
/** How long to look for a case and then for a shorter one, in milliseconds. */
const LIMIT_MS = 4000;

/** Draws cases, and compares the submission with the reference in each case. */
export const search: Search = async ({ play, placeOf, seed }) => {
  let shortest: SearchFailed | undefined;
  let ending: unknown;
  const isRight = async (plan: CatchUpPlan): Promise<boolean> => {
    const given = caseOfPlan(plan);
    const expected = ending === undefined ? await runReference(given) : undefined;
    // Something in the case cannot happen, such as a branch that arrives and is not better.
    if (expected === undefined) return true;
    const tried = tellPlan(plan);
    const { ours, now, refused, hasTwin, fetched } = given;
    const data: OurSide = { ours, now, mostQuestions: MOST_QUESTIONS, refused, hasTwin, fetched };
    const peer = new ScriptedChainPeer(given);
    const about = { of: 'catchUp' as never, tried };
    const answer = await play('callCatchUpAnew', about, data, peer.listen).catch(
      (error: unknown) => {
        // The submission did not answer. Another case would take as long.
        ending = error;
      },
    );
    if (answer === undefined) return true;
    const got = { questions: peer.questions, seen: answer.read(readCatchUp) };
    const difference = differenceOfRuns(expected, got);
    if (difference === undefined) return true;
    const { sentence, ...words } = difference;
    const place = placeOf('catchUp');
    shortest = new SearchFailed({ kind: 'wrong', tried, place, ...words }, sentence, 'catchUp');
    return false;
  };
  await fc.check(fc.asyncProperty(PLANS, isRight), {
    seed,
    numRuns: CASES,
    examples: SPECIAL_PLANS.map((plan) => [plan]),
    interruptAfterTimeLimit: LIMIT_MS,
  });
  if (shortest !== undefined) throw shortest;
  if (ending !== undefined) throw ending;
};
