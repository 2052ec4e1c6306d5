import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { borrow } from '../course/borrow';
import { standsOn } from '../course/course';
import type { Step } from '../course/course';
import { ROOT, SOLUTION, STARTER } from '../course/parts';
import { bundleHarness } from '../harness/compiler/bundleHarness';
import { bundleSubmission } from '../harness/compiler/bundleSubmission';
import { showProblem } from '../harness/parent/submission/showProblem';
import { askedStop } from './askedStop';
import { embedMap } from './embedMap';
import type * as StopAt from './stopAt';

/**
 * Returns the beginning of the names of the folders for compiled files.
 *
 * @param pid the number of the process that uses the folder
 */
export function compiledPrefix(pid: number | undefined): string {
  return `.compiled-${pid}-`;
}

/**
 * Compiles the step's file and our own files for a program in this process. Returns their new
 * folder, which is removed when the process ends.
 *
 * @throws Error if the step's file cannot be compiled
 */
export async function compileLocally(step: Step): Promise<string> {
  const parent = join(ROOT, 'try');
  mkdirSync(parent, { recursive: true });
  // A debugger reads source maps only in the folder of the project.
  const folder = mkdtempSync(join(parent, compiledPrefix(process.pid)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { parts } = borrow(standsOn(step), STARTER, SOLUTION);
  const original = join(STARTER, `${step.name}.ts`);
  const file = withStop(original, step, folder);
  const steps = new Map([...parts.steps, [step.name, dirname(file)]]);
  await bundleHarness({ step: step.name, folder });
  const problems = await bundleSubmission({ file, parts: { ...parts, steps }, folder });
  if (problems.length > 0) throw new Error(problems.map(showProblem).join('\n'));
  embedMap(join(folder, 'submission.cjs'), new Map([[file, original]]));
  return folder;
}

/**
 * Returns the file to compile. If this program must stop in a function of the step, this is a copy
 * of the student's file with the stop.
 */
function withStop(file: string, { name }: Step, folder: string): string {
  const stop = askedStop();
  if (stop?.step !== name) return file;
  // Loaded only here, because TypeScript takes long to load.
  const { stopAt } = require('./stopAt') as typeof StopAt;
  const copy = join(folder, `${name}.ts`);
  writeFileSync(copy, stopAt(readFileSync(file, 'utf8'), stop.name).source);
  return copy;
}
