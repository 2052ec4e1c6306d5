import { join } from 'node:path';
import type { ErrorLike } from '../../solution/supplied/program/Program';
import { explainPlainly } from '../../solution/supplied/program/Program';
import { COURSE, handoutOf } from '../course/course';
import { placeOfThrow } from '../harness/parent/submission/placeOfFunction';
import { shownFile } from '../harness/parent/submission/shownFile';

/**
 * Returns a function that explains an error. If a step of the student threw the error, the function
 * names the step, its handout, the file and the line.
 *
 * @param folder where the student works
 */
export function explainParts(folder: string): (error: ErrorLike) => string {
  return (error) => {
    for (const line of (error.stack ?? '').split('\n')) {
      const place = placeOfThrow(line, folder);
      const step = COURSE.find(({ name }) => place?.file === shownFile(join(folder, `${name}.ts`)));
      if (place === undefined || step === undefined) continue;
      return (
        `your ${step.name} (step ${step.number}) threw "${error.message}" ` +
        `at ${place.file}:${place.line}; see ${handoutOf(step)}.`
      );
    }
    return explainPlainly(error);
  };
}
