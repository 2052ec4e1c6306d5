import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../../solution/supplied/user/bundle';
import { bundleHarness } from '../../harness/compiler/bundleOurs';
import type { Problem } from '../../harness/channel/Problem';
import { problemsOf } from '../../harness/compiler/problemsOf';
import { partsPlugin, ROOT, SOLUTION } from '../../course/parts';
import type { NetworkOrder } from '../channel/NetworkOrder';

const CHILD = join(ROOT, 'grader', 'network', 'child');
const SUPPLIED = join(SOLUTION, 'supplied');

/**
 * Compiles the program of a user. All processes of the network use the results: `user.cjs` (the
 * program to start), the files that it loads, and `guard.cjs`.
 *
 * @returns the mistakes that prevented the compilation
 */
export async function bundleNetwork(order: NetworkOrder): Promise<Problem[]> {
  const { parts, folder, target } = order;
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
    return problemsOf(error);
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
