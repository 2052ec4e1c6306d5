import { join } from 'node:path';
import { COURSE } from '../course';
import type { Step } from '../course';
import { progressOf, SOLUTION } from '../parts';
import type { Parts } from '../parts';
import { faultOf } from './faultOf';

/**
 * Decides what a step is graded on: its own file and the earlier steps that the student has written,
 * and the reference for the others. Supplied files are the reference's, so that nobody alters them.
 *
 * @returns also the names of the earlier steps that are the student's
 */
export function borrowEarlier(step: Step, target: string): { parts: Parts; own: string[] } {
  const earlier = standsOn(step);
  const own = target === SOLUTION ? [] : earlier.filter((used) => isWritten(used, target));
  const steps = new Map(earlier.map((used) => [used.name, own.includes(used) ? target : SOLUTION]));
  steps.set(step.name, target);
  return { parts: { base: SOLUTION, steps }, own: own.map(({ name }) => name) };
}

/** The steps that a step imports, and those that these import. */
function standsOn(step: Step): Step[] {
  const found = new Set<Step>();
  const visit = ({ uses }: Step): void => {
    for (const used of COURSE.filter(({ name }) => uses.includes(name))) {
      if (found.has(used)) continue;
      found.add(used);
      visit(used);
    }
  };
  visit(step);
  found.delete(step);
  return [...found];
}

/** Whether a step is the student's own: a file that lies there itself, without a stub in it. */
export function isWritten(step: Step, target: string): boolean {
  const isThere = faultOf(join(target, `${step.name}.ts`)) === undefined;
  return isThere && progressOf(step, target).stubs.length === 0;
}
