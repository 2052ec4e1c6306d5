import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../solution/supplied/user/bundle';
import { bundleHarness } from '../harness/parent/submission/bundleOurs';
import { showProblem } from '../harness/parent/explain';
import { problemsOf } from '../harness/parent/submission/problemsOf';
import { partsPlugin, ROOT, SOLUTION } from '../course/parts';
import type { Parts } from '../course/parts';

const CHILD = join(ROOT, 'grader', 'network', 'child');
const SUPPLIED = join(SOLUTION, 'supplied');

/**
 * Compiles a network's user, once for all the processes that run it.
 *
 * @param folder gets `user.cjs`, what to start, and what it loads, and `guard.cjs`
 * @param target the student's folder, as complaints name it
 * @returns the compiler's complaints; none if all went well
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
      plugins: [telling, partsPlugin(parts)],
    });
    return [];
  } catch (error) {
    return problemsOf(error).map(showProblem);
  }
}

/** Puts `tellingTcp` in the place of `tcp`, wherever that is imported. */
const telling: Plugin = {
  name: 'telling',
  setup({ onResolve }) {
    const stand = join(CHILD, 'tellingTcp.ts');
    onResolve({ filter: /^\..*\/tcp$/ }, ({ importer }) =>
      importer.startsWith(CHILD + sep) ? undefined : { path: stand },
    );
  },
};
