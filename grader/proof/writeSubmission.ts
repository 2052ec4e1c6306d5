import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import { stubOf } from '../course/generator/stubOf';
import { SOLUTION } from '../course/parts';
import { reference } from '../steps/support/reference';

/** Texts of steps' files, by the steps' names. */
export type StepFiles = Readonly<Partial<Record<StepName, string>>>;

/**
 * Writes a submission to a new folder. The folder is like `starter/`, but some steps are written.
 *
 * @param root the parent of the new folder
 * @param files the files of the written steps; the other steps are stubs
 * @returns the new folder
 */
export function writeSubmission(root: string, files: StepFiles): string {
  const folder = join(mkdtempSync(join(root, 'student-')), 'starter');
  mkdirSync(folder);
  cpSync(join(SOLUTION, 'supplied'), join(folder, 'supplied'), { recursive: true });
  for (const step of COURSE) {
    const source = files[step.name] ?? stubOf(reference(step.name), step);
    writeFileSync(join(folder, `${step.name}.ts`), source);
  }
  return folder;
}
