import { join } from 'node:path';
import type { Step } from './course';
import { faultOf } from './faultOf';
import { SOLUTION } from './parts';
import type { Parts } from './parts';
import { progressOf } from './progressOf';

/**
 * Uses a step from the student's folder if the student has written the step. Borrows every other
 * step from the reference.
 *
 * @param folder the student's folder, with the layout of `starter/`
 * @param base the folder of the supplied files. If a student must not change
 *   these files, this is the folder of the reference.
 * @returns the folder of each step, and the borrowed steps
 */
export function borrow(
  steps: readonly Step[],
  folder: string,
  base: string,
): { parts: Parts; borrowed: Step[] } {
  const borrowed = steps.filter((step) => !isWritten(step, folder));
  const from = (step: Step): string => (borrowed.includes(step) ? SOLUTION : folder);
  const parts = { base, steps: new Map(steps.map((step) => [step.name, from(step)])) };
  return { parts, borrowed };
}

/** True if the folder has an ordinary file for the step, and the file has no stub. */
function isWritten(step: Step, folder: string): boolean {
  const isThere = faultOf(join(folder, `${step.name}.ts`)) === undefined;
  return isThere && progressOf(step, folder).stubs.length === 0;
}
