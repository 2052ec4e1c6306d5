import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';

/** The arguments for Node of `npm run solution`. */
export const SOLUTION_COMMAND = [
  join(ROOT, 'node_modules', 'ts-node', 'dist', 'bin.js'),
  '-T',
  '-r',
  './workshop/commands/checkNode.js',
  'solution/index.ts',
];

/**
 * Makes a folder for the temporary files of one process: a test can see what the process leaves.
 * Other users of the machine may enter it. If the grader is root, submissions run as another user.
 */
export function privateFolder(): string {
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'tmp-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Variables that Jest sets or that decide on colours. A program under test must not see them. */
const REMOVED = ['NODE_ENV', 'JEST_WORKER_ID', 'FORCE_COLOR', 'NO_COLOR', 'CI'];

/**
 * Returns an environment for a process under test. It then behaves as if a person had started it.
 *
 * @param folder for its temporary files
 * @param more further variables
 */
export function cleanEnvironment(
  folder: string,
  more: Record<string, string> = {},
): Record<string, string> {
  const env: Record<string, string> = { TMPDIR: folder, TMP: folder, TEMP: folder, ...more };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !REMOVED.includes(name)) env[name] ??= value;
  }
  return env;
}
