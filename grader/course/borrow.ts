import { join } from 'node:path';
import type { Step } from './course';
import { faultOf } from './faultOf';
import { SOLUTION } from './parts';
import type { Parts } from './parts';
import { progressOf } from './progressOf';

/**
 * Takes each step that a student has written from the student's folder, and borrows every other step
 * from the reference.
 *
 * @param folder the student's, laid out like `starter/`
 * @param base the folder of the supplied files: the reference's where a student must not alter them
 * @returns from where each step comes, and which steps are borrowed
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

/** True if the folder has a plain file for the step, with no stub in it. */
function isWritten(step: Step, folder: string): boolean {
  const isThere = faultOf(join(folder, `${step.name}.ts`)) === undefined;
  return isThere && progressOf(step, folder).stubs.length === 0;
}
