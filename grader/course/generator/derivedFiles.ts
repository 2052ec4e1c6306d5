import { join } from 'node:path';
import { ROOT } from '../parts';
import { readText } from '../readText';
import { COURSE_MAP, courseMap } from './courseMap';
import { format } from './format';
import { STEPS_INDEX, stepsIndex } from './stepsIndex';

/**
 * Makes the files outside `starter/` that depend on the course table.
 *
 * @returns the text of each file, by its path from the project's root
 * @throws GeneratorError if a file cannot be made
 */
export async function derivedFiles(): Promise<Map<string, string>> {
  return new Map([
    [STEPS_INDEX, await format(stepsIndex())],
    [COURSE_MAP, await courseMap(readText(join(ROOT, COURSE_MAP)))],
  ]);
}
