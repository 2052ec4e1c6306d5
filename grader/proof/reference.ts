import { join } from 'node:path';
import { SOLUTION } from '../parts';
import { readText } from '../readText';

/** The source of a step in the reference. */
export function reference(step: string): string {
  return readText(join(SOLUTION, `${step}.ts`));
}
