import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../solution/supplied/user/bundle';
import { bundleHarness } from '../harness/parent/submission/bundleOurs';
import { showProblem } from '../harness/parent/submission/showProblem';
import { problemsOf } from '../harness/parent/submission/problemsOf';
import { partsPlugin, ROOT, SOLUTION } from '../course/parts';
import type { Parts } from '../course/parts';

const CHILD = join(ROOT, 'grader', 'network', 'child');
const SUPPLIED = join(SOLUTION, 'supplied');

/**
 * Compiles the program of a user. All processes of the network use the result.
 *
 * @param folder the folder for the result: `user.cjs` (the program to start), the files that it
 *   loads, and `guard.cjs`
 * @param target the student's folder; file names in errors begin with its name
 * @returns the errors of the compiler; an empty list if the program compiles
 */
export async function bundleNetwork(
  parts: Parts,
  folder: string,
  target: string,
): Promise<string[]> {
  try {
    await bundleHarness('guard', folder);
    await build({
      entryPoints: {
        user: join(CHILD, 'userProgram.ts'),
        program: join(SUPPLIED, 'program', 'main.ts'),
        server: join(SUPPLIED, 'user', 'serverThread.ts'),
        miner: join(SUPPLIED, 'user', 'minerEntry.ts'),
      },
      outdir: folder,
      absWorkingDir: dirname(target),
      outExtension: { '.js': '.cjs' },
      ...BUNDLE_OPTIONS,
      plugins: [useReportingTcp, partsPlugin(parts)],
    });
    return [];
  } catch (error) {
    return problemsOf(error).map(showProblem);
  }
}

/** Replaces `tcp` by `reportingTcp` in all imports, except in `reportingTcp` itself. */
const useReportingTcp: Plugin = {
  name: 'use-reporting-tcp',
  setup({ onResolve }) {
    const path = join(CHILD, 'reportingTcp.ts');
    onResolve({ filter: /^\..*\/tcp$/ }, ({ importer }) =>
      importer.startsWith(CHILD + sep) ? undefined : { path },
    );
  },
};
