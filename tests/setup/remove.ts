import { rm } from 'node:fs/promises';

/** Removes the folder for temporary files of all tests. */
export default async function remove(): Promise<void> {
  const folder = process.env.CANTOR_TEST_FOLDER;
  // On Windows, a process that is about to end can still use the folder. `rm` then tries again.
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
