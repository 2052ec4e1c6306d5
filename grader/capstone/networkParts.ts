import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../course';
import type { Step } from '../course';
import { progressOf, SOLUTION } from '../parts';
import type { Parts } from '../parts';

/**
 * The parts of the capstone's network: every step that is written in `target`, and the reference's
 * for the others. Supplied files are the reference's, so that nobody alters them.
 *
 * @returns also the steps that are borrowed
 */
export function networkParts(target: string): { parts: Parts; borrowed: Step[] } {
  const isOwn = (step: Step): boolean =>
    existsSync(join(target, `${step.name}.ts`)) && progressOf(step, target).stubs.length === 0;
  const borrowed = COURSE.filter((step) => !isOwn(step));
  const steps = COURSE.map((step): [string, string] => [
    step.name,
    borrowed.includes(step) ? SOLUTION : target,
  ]);
  return { parts: { base: SOLUTION, steps: new Map(steps) }, borrowed };
}
