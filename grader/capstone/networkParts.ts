import { COURSE } from '../course';
import type { Step } from '../course';
import { isWritten } from '../harness/borrowEarlier';
import { SOLUTION } from '../parts';
import type { Parts } from '../parts';

/**
 * The parts of the capstone's network: every step that is written in `target`, and the reference's
 * for the others. Supplied files are the reference's, so that nobody alters them.
 *
 * @returns also the steps that are borrowed
 */
export function networkParts(target: string): { parts: Parts; borrowed: Step[] } {
  const borrowed = COURSE.filter((step) => !isWritten(step, target));
  const steps = COURSE.map((step): [string, string] => [
    step.name,
    borrowed.includes(step) ? SOLUTION : target,
  ]);
  return { parts: { base: SOLUTION, steps: new Map(steps) }, borrowed };
}
