import { COURSE } from '../course';
import { progressOf } from '../progressOf';
import { compareFiles } from './compareFiles';

/**
 * Finds the steps in a folder that contain a student's work and would be overwritten.
 *
 * @param files the files that would be written into the folder
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
