import * as fc from 'fast-check';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
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
export const search: Search = async (tools) => {
  let shortest: SearchFailed | undefined;
  let ending: unknown;
  const isRight = async (plan: CatchUpPlan): Promise<boolean> => {
    if (ending !== undefined) return true;
    try {
      await tryPlan(tools, plan);
    } catch (error) {
      if (error instanceof SearchFailed) shortest = error;
      // The submission did not answer. Another case would take as long.
      else ending = error;
    }
    return shortest?.failure.searched !== plan;
  };
  await fc.check(fc.asyncProperty(PLANS, isRight), {
    seed: tools.seed,
    numRuns: CASES,
    examples: SPECIAL_PLANS.map((plan) => [plan]),
    interruptAfterTimeLimit: LIMIT_MS,
  });
  if (shortest !== undefined) throw shortest;
  if (ending !== undefined) throw ending;
};

export const replay: Replay = (tools, searched) => tryPlan(tools, searched as CatchUpPlan);

/** @throws SearchFailed if the submission differs from the reference */
async function tryPlan({ play, placeOf }: SearchTools, plan: CatchUpPlan): Promise<void> {
  const given = caseOfPlan(plan);
  const expected = await runReference(given);
  // Something in the case cannot happen, such as a branch that arrives and is not better.
  if (expected === undefined) return;
  const tried = tellPlan(plan);
  const { ours, now, refused, hasTwin, fetched } = given;
  const data: OurSide = { ours, now, mostQuestions: MOST_QUESTIONS, refused, hasTwin, fetched };
  const peer = new ScriptedChainPeer(given);
  const about = { of: 'catchUp' as never, tried };
  const answer = await play('callCatchUpAnew', about, data, peer.listen);
  const got = { questions: peer.questions, seen: answer.read(readCatchUp) };
  const difference = differenceOfRuns(expected, got);
  if (difference === undefined) return;
  const { sentence, ...words } = difference;
  const place = placeOf('catchUp');
  throw new SearchFailed(
    { kind: 'wrong', tried, place, searched: plan, ...words },
    sentence,
    'catchUp',
  );
}
