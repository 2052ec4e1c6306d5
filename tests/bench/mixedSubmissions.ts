import { COURSE } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import { Random } from '../../grader/harness/parent/suite/Random';
import { STEPS } from '../../grader/steps/index';
import { reference } from '../../grader/steps/support/reference';

/** The maximum number of step files in a submission. */
const MOST_FILES = 3;

/**
 * Returns submissions of one to three step files. The files are all mutants, all right files in
 * other styles and the reference, mixed at random. The same number gives the same submissions.
 */
export function mixedSubmissions(count: number): Map<StepName, string>[] {
  const random = new Random('mixed submissions');
  const files = shuffled(allFiles(), random);
  let next = 0;
  return Array.from({ length: count }, () => {
    const submission = new Map<StepName, string>();
    const most = random.integer(1, MOST_FILES);
    for (let i = 0; i < most; i++) {
      const { name, source } = files[next++ % files.length];
      submission.set(name, source);
    }
    return submission;
  });
}

function allFiles(): { name: StepName; source: string }[] {
  return COURSE.flatMap(({ name }) => {
    const { wrong, right } = STEPS[name].mutants;
    const sources = [
      ...wrong.map(({ source }) => source),
      ...Object.values(right),
      reference(name),
    ];
    return sources.map((source) => ({ name, source }));
  });
}

function shuffled<T>(all: readonly T[], random: Random): T[] {
  const left = [...all];
  return all.map(() => left.splice(random.integer(0, left.length - 1), 1)[0]);
}
