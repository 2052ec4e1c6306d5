import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';

/** What `npm run solution` runs with Node. */
export const SOLUTION_COMMAND = [
  join(ROOT, 'node_modules', 'ts-node', 'dist', 'bin.js'),
  '-T',
  '-r',
  './workshop/commands/checkNode.js',
  'solution/index.ts',
];

/**
 * A folder for the temporary files of one process, so that a test sees what the process leaves. Others
 * may pass through it, as through the system's own: as root the grader has submissions run as one.
 */
export function privateFolder(): string {
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'tmp-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** What Jest sets, and what decides on colours: no business of the program under test. */
const NOT_PASSED_ON = ['NODE_ENV', 'JEST_WORKER_ID', 'FORCE_COLOR', 'NO_COLOR', 'CI'];

/**
 * The environment of a process under test: ours, but for what would make it behave differently from
 * one that a person starts.
 *
 * @param folder where its temporary files go
 * @param more what else to set
 */
export function cleanEnvironment(
  folder: string,
  more: Record<string, string> = {},
): Record<string, string> {
  const env: Record<string, string> = { TMPDIR: folder, TMP: folder, TEMP: folder, ...more };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !NOT_PASSED_ON.includes(name)) env[name] ??= value;
  }
  return env;
}
