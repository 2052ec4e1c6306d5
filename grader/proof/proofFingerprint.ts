import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import type { Step } from '../course/course';
import { fingerprintOf } from '../course/fingerprintOf';
import { ROOT, SOLUTION } from '../course/parts';

/** What decides the same for all steps which checks a mutant loses. */
const SHARED = [
  'harness/parent/gradeSteps.ts',
  'harness/child/driver.ts',
  'harness/child/guard.ts',
  'mistakes/failureShape.ts',
];

/** What decides it for one step. */
const OWN = ['suite.test.ts', 'mutants.ts', 'child/scenario.ts', 'child/thread.ts'];

/**
 * Returns a fingerprint of all code that decides which checks the mutants of a step lose. If it
 * differs from the one of the last proof, that proof is out of date. Comments and layout do not count,
 * nor do the other rows of the course table.
 */
export async function proofFingerprint(step: Step): Promise<string> {
  const grader = join(ROOT, 'grader');
  const own = OWN.map((file) => join(grader, 'steps', step.name, file)).filter(existsSync);
  const { outputFiles } = await build({
    entryPoints: [
      ...SHARED.map((file) => join(grader, file)),
      ...own,
      join(SOLUTION, `${step.name}.ts`),
    ],
    outdir: grader,
    write: false,
    bundle: true,
    platform: 'node',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [withoutTable],
  });
  const { functions, points, uses, grants } = step;
  const texts = outputFiles.map(({ text }) => text);
  return fingerprintOf(JSON.stringify([{ functions, points, uses, grants }, ...texts]));
}

const withoutTable: Plugin = {
  name: 'without the course table',
  setup({ onResolve }) {
    onResolve({ filter: /\/course$/ }, () => ({ path: 'course', external: true }));
  },
};
