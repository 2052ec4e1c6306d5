import { join } from 'node:path';
import type { StepName } from '../../course/course';
import { SOLUTION } from '../../course/parts';
import { readText } from '../../course/readText';

/** The source of a step in the reference. */
export function reference(step: StepName): string {
  return readText(join(SOLUTION, `${step}.ts`));
}
