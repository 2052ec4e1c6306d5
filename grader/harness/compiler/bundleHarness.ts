import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../course/parts';
import type { Problem } from '../channel/Problem';
import type { HarnessOrder } from '../channel/StepOrder';
import { bundleDriver, bundleGuard, bundleOurs } from './bundleOurs';

const STEPS = join(ROOT, 'grader', 'steps');

/**
 * Compiles our own files for the process of a submission. The folder gets `driver.cjs` and
 * `guard.cjs`. It also gets `scenarios.cjs` if the step has scenarios, and `thread.cjs` if the
 * scenarios start threads.
 *
 * @returns no mistakes, because our own files have none
 */
export async function bundleHarness({ step, folder }: HarnessOrder): Promise<Problem[]> {
  await bundleGuard(folder);
  await bundleDriver(folder);
  for (const [from, to] of [
    ['scenario.ts', 'scenarios.cjs'],
    ['thread.ts', 'thread.cjs'],
  ]) {
    const ours = join(STEPS, step, 'child', from);
    if (existsSync(ours)) await bundleOurs(ours, join(folder, to));
  }
  return [];
}
