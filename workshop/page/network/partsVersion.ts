import { join } from 'node:path';
import { COURSE } from '../../../grader/course/course';
import { fingerprintOf } from '../../../grader/course/fingerprintOf';
import { STARTER } from '../../../grader/course/parts';
import { readStep } from '../../../grader/course/readStep';

/** Returns a fingerprint of all step files of the student, which changes with each saved change. */
export function partsVersion(): string {
  return fingerprintOf(
    COURSE.map(({ name }) => readStep(join(STARTER, `${name}.ts`)).toString()).join('\0'),
  );
}
