import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepName } from '../../grader/course/course';
import { partsPlugin, SOLUTION } from '../../grader/course/parts';
import { bundleThreads } from '../../solution/supplied/user/bundle';
import type { ThreadCode } from '../../solution/supplied/user/bundle';

/** Compiles the reference's threads with a wrong file for one step. */
export function wrongThreads(step: StepName, source: string): Promise<ThreadCode> {
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'wrong-'));
  writeFileSync(join(folder, `${step}.ts`), source);
  return bundleThreads(SOLUTION, [
    partsPlugin({ base: SOLUTION, steps: new Map([[step, folder]]) }),
  ]);
}
