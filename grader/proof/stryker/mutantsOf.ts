import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Step } from '../../course/course';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import { ROOT, SOLUTION } from '../../course/parts';
import type { StrykerMutant } from './StrykerMutant';

const run = promisify(execFile);

const FOLDER = join(ROOT, 'grader', 'proof', 'stryker');

/**
 * Returns the mutants that StrykerJS makes from a step of the reference.
 *
 * @throws GraderError if StrykerJS is missing; the workshop's `npm ci` does not install StrykerJS
 */
export async function mutantsOf(step: Step): Promise<StrykerMutant[]> {
  if (!existsSync(join(FOLDER, 'node_modules'))) {
    throw new GraderError('StrykerJS is missing: run npm ci --prefix grader/proof/stryker first');
  }
  const args = [join(FOLDER, 'mutantsOf.mjs'), join(SOLUTION, `${step.name}.ts`)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as StrykerMutant[];
}
