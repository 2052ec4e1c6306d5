import { join } from 'node:path';
import type { StepName } from '../../course/course';
import { SOLUTION } from '../../course/parts';
import { readText } from '../../course/readText';

/** Returns the source of a step in the reference. */
export function reference(step: StepName): string {
  return readText(join(SOLUTION, `${step}.ts`));
}

/**
 * Returns the source of a step in the reference. One piece of the text is replaced.
 *
 * @throws Error unless the source contains the piece exactly once
 */
export function replaceOnce(step: StepName, from: string, to: string): string {
  const source = reference(step);
  if (source.split(from).length !== 2) throw new Error(`${step} should have "${from}" once`);
  return source.replace(from, () => to);
}
