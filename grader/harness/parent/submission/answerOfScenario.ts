import { dirname } from 'node:path';
import type { Place } from '../../channel/Problem';
import { Answer } from '../suite/Answer';
import type { About } from '../suite/Check';
import { CheckFailed } from '../suite/CheckFailed';
import { explainThrow } from './explainThrow';
import { noAnswer } from './noAnswer';
import { placeOfFunction, placeOfThrow } from './placeOfFunction';
import type { ScenarioOutcome } from './Submission';

/** A scenario that was played. */
interface Played extends About<string> {
  /** The student's file. */
  file: string;
  /** How long the scenario could take, in milliseconds. */
  ms: number;
}

/**
 * Returns the values that a scenario saw.
 *
 * @throws CheckFailed if the scenario did not end, or if an error stopped it
 */
export function answerOfScenario(outcome: ScenarioOutcome, played: Played): Answer {
  const { file, of, tried } = played;
  const expected = 'an answer';
  if ('unloadable' in outcome || 'ending' in outcome) {
    throw noAnswer(outcome, { ...played, expected });
  }
  const placeOf = (name: string = of): Place | undefined => placeOfFunction(file, name);
  if ('met' in outcome) {
    const threw = placeOfThrow(outcome.met.stack, dirname(file)) ?? placeOf();
    throw new CheckFailed({ tried, expected, place: threw, ...explainThrow(outcome.met) });
  }
  return new Answer({ value: outcome.seen, sent: [], args: [], heard: [] }, tried, placeOf);
}
