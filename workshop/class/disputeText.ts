import { join } from 'node:path';
import type { Step, StepName } from '../../grader/course/course';
import { disputeFileOf } from '../../grader/report/formats/disputeFileOf';
import { writeJson } from '../../grader/report/writeJson';
import type { StudentResult } from './StudentResult';

/** The facts of a class that a file for a dispute contains, and the student's step files. */
interface Facts {
  steps: readonly Step[];
  course: string;
  files: ReadonlyMap<StepName, Buffer>;
  hidden: ReadonlySet<string>;
}

/** Returns the path of a student's file for a dispute, in the folder of a class. */
export function disputePath(out: string, { file }: Pick<StudentResult, 'file'>): string {
  return join(out, 'disputes', `${file}.json`);
}

/**
 * Returns the file with which a student can dispute the result. It does not have the seed: with the
 * seed, students who hand in again could try their code on the secret data.
 *
 * @returns undefined if there is no report, and so no grading to repeat
 */
export function disputeText(
  { name, report, machine }: StudentResult,
  { steps, course, files, hidden }: Facts,
): string | undefined {
  if (report === undefined || machine === undefined) return undefined;
  const grading = {
    student: name,
    steps: steps.map((step) => step.name),
    ...{ course, machine },
    files: new Map([...files].map(([step, bytes]) => [step, bytes.toString()] as const)),
  };
  return writeJson(disputeFileOf(grading, { report: { ...report, seed: 0 }, hidden }));
}
