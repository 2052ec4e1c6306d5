import { join, sep } from 'node:path';
import { buildClosed } from '../../harness/compiler/buildClosed';
import { bundleGuard } from '../../harness/compiler/bundleOurs';
import { resolveImport } from '../../harness/compiler/resolveImport';
import type { Problem } from '../../harness/channel/Problem';
import { ROOT, SOLUTION } from '../../course/parts';
import type { NetworkOrder } from '../channel/NetworkOrder';

const CHILD = join(ROOT, 'grader', 'network', 'child');
const SUPPLIED = join(SOLUTION, 'supplied');
const TCP = join(SUPPLIED, 'wire', 'tcp.ts');
const REPORTING_TCP = join(CHILD, 'reportingTcp.ts');

/**
 * Compiles the program of a user. All processes of the network use the results: `user.cjs` (the
 * program to start), the files that it loads, and `guard.cjs`.
 *
 * @returns the mistakes that prevented the compilation
 */
export async function bundleNetwork({ parts, folder }: NetworkOrder): Promise<Problem[]> {
  await bundleGuard(folder);
  return buildClosed({
    entryPoints: {
      user: join(CHILD, 'userProgram.ts'),
      program: join(SUPPLIED, 'program', 'main.ts'),
      server: join(SUPPLIED, 'user', 'serverThread.ts'),
      miner: join(SUPPLIED, 'user', 'minerEntry.ts'),
    },
    resolve: (path, importer) => {
      const resolved = resolveImport(path, importer, parts);
      // The program reports its messages. Only `reportingTcp` itself imports the real `tcp`.
      const isReported = 'file' in resolved && resolved.file === TCP;
      return isReported && !importer.startsWith(CHILD + sep) ? { file: REPORTING_TCP } : resolved;
    },
    folder,
  });
}
