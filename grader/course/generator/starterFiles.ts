import { join } from 'node:path';
import { COURSE } from '../course';
import type { Step } from '../course';
import { SOLUTION } from '../parts';
import { readText } from '../readText';
import { format } from './format';
import { GeneratorError } from './GeneratorError';
import { listFiles } from './listFiles';
import { parse } from './parse';
import { stubOf } from './stubOf';
import { taggedFunctions } from './taggedFunctions';

/** This file starts the reference. Students use `npm start`, which also borrows steps. */
const ENTRY = 'index.ts';

/**
 * Makes the files of `starter/`. Each step's file is a stub. Every other file is a complete copy of
 * the reference's file. Lines end with `\n` on every machine.
 *
 * @param solution the folder of the reference
 * @param course the steps that become stubs
 * @returns the files' texts by their paths inside the folder (with `/`)
 * @throws GeneratorError if a step has no file, or if `@step` tags and course table do not agree
 */
export async function starterFiles(
  solution = SOLUTION,
  course: readonly Step<string>[] = COURSE,
): Promise<Map<string, string>> {
  const steps = new Map(course.map((step) => [`${step.name}.ts`, step]));
  const paths = listFiles(solution).filter((path) => path !== ENTRY);
  const missing = [...steps.keys()].find((path) => !paths.includes(path));
  if (missing !== undefined) {
    throw new GeneratorError(
      `solution/${missing} is missing: grader/course/course.ts has a step for it`,
    );
  }
  const files = new Map<string, string>();
  for (const path of paths) {
    const source = readText(join(solution, path));
    const step = steps.get(path);
    if (step !== undefined) {
      files.set(path, await format(stubOf(source, step)));
    } else {
      if (path.endsWith('.ts')) taggedFunctions(parse(source, `solution/${path}`).file);
      files.set(path, source);
    }
  }
  return files;
}
