import { join } from 'node:path';
import { COURSE } from './course';
import type { StepName } from './course';
import { readStep } from './readStep';

/** Returns the texts of a folder's step files. The folder can be a stranger's. Leaves out faulty files. */
export function readStepTexts(folder: string): Map<StepName, string> {
  const texts = new Map<StepName, string>();
  for (const { name } of COURSE) {
    const read = readStep(join(folder, `${name}.ts`));
    if (typeof read !== 'string') texts.set(name, read.toString());
  }
  return texts;
}
