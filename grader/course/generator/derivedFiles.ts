import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, handoutOf } from '../course';
import { ROOT } from '../parts';
import { readText } from '../readText';
import { GeneratorError } from './GeneratorError';
import { COURSE_MAP, courseMap } from './courseMap';
import { format } from './format';
import { STEPS_INDEX, stepsIndex } from './stepsIndex';

/** The files that each step's folder must have. */
const OF_STEP = ['suite.test.ts', 'mutants.ts', 'survivors.ts'];

/**
 * Makes the files outside `starter/` that depend on the course table.
 *
 * @returns the text of each file, by its path from the project's root
 * @throws GeneratorError if a step has no handout, or a file of its folder is missing
 */
export async function derivedFiles(): Promise<Map<string, string>> {
  for (const step of COURSE) {
    const files = OF_STEP.map((file) => `grader/steps/${step.name}/${file}`);
    const missing = [handoutOf(step), ...files].find((file) => !existsSync(join(ROOT, file)));
    if (missing !== undefined) throw new GeneratorError(`step ${step.number} needs ${missing}`);
  }
  return new Map([
    [STEPS_INDEX, await format(stepsIndex())],
    [COURSE_MAP, await courseMap(readText(join(ROOT, COURSE_MAP)))],
  ]);
}
