import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';

/** The arguments that `npm run solution` passes to Node. */
export const SOLUTION_COMMAND = [
  join(ROOT, 'node_modules', 'ts-node', 'dist', 'bin.js'),
  '-T',
  '-r',
  './workshop/commands/checkNode.js',
  'solution/index.ts',
];

/**
 * Makes a folder for the temporary files of one process. A test can then see the files that the
 * process leaves. Other users of the machine can enter the folder, because submissions of a root
 * grader run as another user.
 */
export function privateFolder(): string {
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'tmp-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Variables that Jest sets, and variables for colours. A program under test must not see them. */
const REMOVED = ['NODE_ENV', 'JEST_WORKER_ID', 'FORCE_COLOR', 'NO_COLOR', 'CI'];

/**
 * Returns an environment for a process under test. The process then behaves as if a person had
 * started it.
 *
 * @param folder the folder for the process's temporary files
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
