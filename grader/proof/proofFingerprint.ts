import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import type { Step } from '../course/course';
import { fingerprintOf } from '../course/fingerprintOf';
import { ROOT, SOLUTION } from '../course/parts';
import { STEPS } from '../steps';
import { subtleFiles } from './subtleFiles';

/** The files of the grader that decide, for all steps, which checks a mutant loses. */
const SHARED = [
  'harness/parent/gradeSteps.ts',
  'harness/parent/suite/jest.config.js',
  'harness/parent/suite/InOrder.js',
  'harness/parent/suite/StepEnvironment.ts',
  'harness/child/driver.ts',
  'harness/child/guard.ts',
  'mistakes/failureShape.ts',
];

/** The files of a step's folder that decide which checks a mutant of this step loses. */
const OWN = [
  ...['suite.test.ts', 'search.ts', 'mutants.ts'],
  ...['child/scenario.ts', 'child/thread.ts'],
];

/**
 * Returns a fingerprint of all code that decides which checks the mutants of a step lose. If the
 * fingerprint has changed after the last proof, that proof is out of date. Comments, layout and the
 * other rows of the course table do not change the fingerprint.
 */
export async function proofFingerprint(step: Step): Promise<string> {
  const grader = join(ROOT, 'grader');
  const own = OWN.map((file) => join(grader, 'steps', step.name, file)).filter(existsSync);
  const { wrong, right } = STEPS[step.name].mutants;
  const sources = [...wrong, ...subtleFiles(step)]
    .map(({ source }) => source)
    .concat(Object.values(right));
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [
      ...SHARED.map((file) => join(grader, file)),
      ...own,
      ...sources.map((_source, i) => `${SUBMISSION}${i}`),
    ],
    outdir: grader,
    write: false,
    bundle: true,
    platform: 'node',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [withoutTable, submissions(sources)],
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

/** The beginning of the entry points' names that represent files of the proof. */
const SUBMISSION = 'submission-';

/** Makes esbuild read the files of the proof as if they were in the reference's folder. */
function submissions(sources: readonly string[]): Plugin {
  return {
    name: 'submissions',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: new RegExp(`^${SUBMISSION}`) }, ({ path }) => ({
        path,
        namespace: SUBMISSION,
      }));
      onLoad({ filter: /./, namespace: SUBMISSION }, ({ path }) => ({
        contents: sources[Number(path.slice(SUBMISSION.length))],
        resolveDir: SOLUTION,
        loader: 'ts',
      }));
    },
  };
}
