import { join, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT, SOLUTION } from '../../grader/course/parts';
import { bundle } from '../../solution/supplied/user/bundle';
import type { ThreadCode } from '../../solution/supplied/user/bundle';

const CHILD = join(ROOT, 'tests', 'soak', 'child');
const TCP = join(SOLUTION, 'supplied', 'wire', 'tcp');

/** Instead of `tcp.ts`, all files but `faultyTcp.ts` itself import `faultyTcp.ts`. */
const throughFaultyNetwork: Plugin = {
  name: 'faulty network',
  setup({ onResolve }) {
    onResolve({ filter: /\/tcp$/ }, ({ path, resolveDir, importer }) =>
      join(resolveDir, path) === TCP && !importer.startsWith(CHILD + sep)
        ? { path: join(CHILD, 'faultyTcp.ts') }
        : undefined,
    );
  },
};

/** Compiles the program of a user and its threads, whose messages go through a faulty network. */
export function bundleFaultyUsers(): Promise<ThreadCode & { program: string }> {
  const user = join(SOLUTION, 'supplied', 'user');
  return bundle(
    {
      program: join(CHILD, 'faultyUser.ts'),
      server: join(user, 'serverThread.ts'),
      miner: join(user, 'minerEntry.ts'),
    },
    [throughFaultyNetwork],
  );
}
