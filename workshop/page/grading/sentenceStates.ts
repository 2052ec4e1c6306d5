import type { CheckReport } from '../../../grader/harness/parent/suite/Report';
import type { SentenceState } from '../channel/CourseState';

/** If several checks test a sentence, the first of these states counts. */
const ORDER: readonly SentenceState[] = ['failed', 'not written', 'not judged', 'passed'];

/**
 * Returns the state of each sentence that a check tests, by its number. If a failed check knows the
 * broken sentence, its other sentences are not judged, because the check ended early.
 */
export function sentenceStates(checks: readonly CheckReport[]): Record<number, SentenceState> {
  const states: Record<number, SentenceState> = {};
  for (const check of checks) {
    for (const number of [check.sentence].flat()) {
      const state = stateFor(check, number);
      const before = states[number] ?? 'passed';
      states[number] = ORDER.indexOf(state) < ORDER.indexOf(before) ? state : before;
    }
  }
  return states;
}

/** Returns the state of a check for students. */
export function checkState({ state, failure }: CheckReport): SentenceState {
  return failure?.kind === 'unwritten' ? 'not written' : state;
}

function stateFor(check: CheckReport, number: number): SentenceState {
  const broken = check.failure?.sentence;
  const isOther = check.state === 'failed' && broken !== undefined && broken !== number;
  return isOther ? 'not judged' : checkState(check);
}
