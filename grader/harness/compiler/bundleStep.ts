import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../course/parts';
import type { Problem } from '../channel/Problem';
import type { StepOrder } from '../channel/StepOrder';
import { buildClosed } from './buildClosed';
import { bundleHarness, bundleOurs } from './bundleOurs';
import { resolveImport } from './resolveImport';

const STEPS = join(ROOT, 'grader', 'steps');
/**
 * Compiles a step's file and all its imports into one file. A host can load this file. The folder
 * gets `submission.cjs`, `driver.cjs` and `guard.cjs`. It also gets `scenarios.cjs` if the step has
 * scenarios, and `thread.cjs` if the scenarios start threads.
 *
 * @returns the mistakes that prevented the compilation
 */
export async function bundleStep({ step, file, parts, folder }: StepOrder): Promise<Problem[]> {
  await bundleHarness('guard', folder);
  await bundleHarness('driver', folder);
  for (const [from, to] of [
    ['scenario.ts', 'scenarios.cjs'],
    ['thread.ts', 'thread.cjs'],
  ]) {
    const ours = join(STEPS, step, 'child', from);
    if (existsSync(ours)) await bundleOurs(ours, join(folder, to));
  }
  return buildClosed({
    entryPoints: { submission: file },
    resolve: (path, importer) => resolveImport(path, importer, parts),
    folder,
  });
}
