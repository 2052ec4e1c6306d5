import { join } from 'node:path';
import type { ErrorLike } from '../../solution/supplied/program/Program';
import { explainPlainly } from '../../solution/supplied/program/Program';
import { COURSE, handoutOf } from '../course/course';

/**
 * Returns a function that explains an error. If a step of the student threw it, the function names
 * the step, its handout, the file and the line.
 *
 * @param folder where the student works
 */
export function explainParts(folder: string): (error: ErrorLike) => string {
  return (error) => {
    for (const line of (error.stack ?? '').split('\n')) {
      const step = COURSE.find(({ name }) => line.includes(join(folder, `${name}.ts`)));
      if (step === undefined) continue;
      const place = /:(\d+):\d+\)?$/.exec(line)?.[1];
      return (
        `your ${step.name} (step ${step.number}) threw "${error.message}" ` +
        `at starter/${step.name}.ts:${place}; see ${handoutOf(step)}.`
      );
    }
    return explainPlainly(error);
  };
}
