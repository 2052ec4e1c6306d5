import { COURSE } from '../course';
import { progressOf } from '../progressOf';
import { compareFiles } from './compareFiles';

/**
 * Finds the steps that somebody has begun to write in a folder and that would be overwritten.
 *
 * @param files what would be written there
 * @returns the paths of those steps' files
 */
export function ownWork(files: ReadonlyMap<string, string>, folder: string): string[] {
  const differing = compareFiles(files, folder).filter(({ kind }) => kind === 'different');
  return COURSE.filter(
    (step) =>
      differing.some(({ path }) => path === `${step.name}.ts`) &&
      progressOf(step, folder).written.length > 0,
  ).map((step) => `${step.name}.ts`);
}
