import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleThreads } from '../../solution/supplied/user/bundle';
import { SOLUTION } from '../../grader/course/parts';

/** Compiles the reference's threads. Makes a folder for the temporary files of all tests. */
export default async function compile(): Promise<void> {
  const code = await bundleThreads(SOLUTION);
  process.env.CANTOR_THREADS = JSON.stringify(code);
  const folder = mkdtempSync(join(tmpdir(), 'cantor-test-'));
  chmodSync(folder, 0o711);
  process.env.CANTOR_TEST_FOLDER = folder;
}
