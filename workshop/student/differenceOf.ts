import { join } from 'node:path';
import { diffLinesUnified } from 'jest-diff';
import type { Step } from '../../grader/course/course';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import { Notebook } from './Notebook';
import { ROOT, SOLUTION, STARTER } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import type { Paint } from '../../grader/report/paint';

/**
 * A student's file of a step beside the reference's.
 *
 * @param spoil whether to show it even before the student's has passed
 * @returns nothing if it is not to be shown yet
 */
export function differenceOf(step: Step, spoil: boolean, paint: Paint): string | undefined {
  const [own, reference] = [STARTER, SOLUTION].map((folder) =>
    readText(join(folder, `${step.name}.ts`)),
  );
  if (!spoil && !new Notebook(ROOT).hasPassed(step, fingerprintOf(own))) return undefined;
  if (own === reference) {
    return `starter/${step.name}.ts is the reference's file, letter for letter.`;
  }
  const plain = (text: string): string => text;
  return diffLinesUnified(own.split('\n'), reference.split('\n'), {
    aAnnotation: 'yours',
    bAnnotation: 'the reference',
    aColor: (text) => paint('bad', text),
    bColor: (text) => paint('good', text),
    changeColor: plain,
    commonColor: plain,
    patchColor: plain,
    contextLines: 3,
    expand: false,
  });
}
