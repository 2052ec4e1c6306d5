import { COURSE, handoutOf } from '../../grader/course/course';
import { progressOf } from '../../grader/course/progressOf';

/**
 * Returns the lines to print before the network starts. The lines name the student's own parts,
 * the half-written parts, and the next step.
 *
 * @param folder the folder with the student's files
 */
export function introOf(folder: string): string[] {
  const progress = COURSE.map((step) => ({ step, ...progressOf(step, folder) }));
  const own = progress.filter(({ stubs }) => stubs.length === 0);
  const half = progress.filter(({ stubs, written }) => stubs.length > 0 && written.length > 0);
  const next = progress.find(({ stubs }) => stubs.length > 0);
  const lines = [
    own.length === 0
      ? `You have not written a part yet. All ${COURSE.length} parts are borrowed.`
      : `${own.length} of ${COURSE.length} parts ${own.length === 1 ? 'is' : 'are'} yours: ` +
        `${own.map(({ step }) => step.name).join(', ')}.`,
    ...(own.length === 0 ? [] : ['Your code runs here with all your rights, as any program does.']),
  ];
  for (const { step, stubs } of half) {
    lines.push(`Step ${step.number} is borrowed until you also write ${stubs.join(' and ')}.`);
  }
  if (next !== undefined) {
    lines.push(`Next: step ${next.step.number}, ${next.step.name}, see ${handoutOf(next.step)}.`);
  }
  return lines;
}
