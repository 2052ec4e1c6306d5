import { join } from 'node:path';
import { diffLinesUnified } from 'jest-diff';
import type { Step } from '../../grader/course/course';
import { faultOf } from '../../grader/course/faultOf';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import { Notebook } from './Notebook';
import { ROOT, SOLUTION, STARTER } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import type { Paint } from '../../grader/report/paint';

/**
 * Returns the difference between a student's file of a step and the reference's file.
 *
 * @param spoil true to return the difference even if the student's file has not passed
 * @returns undefined if the student's file has not passed
 */
export function differenceOf(step: Step, spoil: boolean, paint: Paint): string | undefined {
  const file = join(STARTER, `${step.name}.ts`);
  if (faultOf(file) !== undefined) return `starter/${step.name}.ts is not a file to compare.`;
  const [own, reference] = [STARTER, SOLUTION].map((folder) =>
    readText(join(folder, `${step.name}.ts`)),
  );
  if (!spoil && !new Notebook(ROOT).hasPassed(step, fingerprintOf(own))) return undefined;
  if (own === reference) {
    return `starter/${step.name}.ts is equal to the reference's file.`;
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
