import { rmSync } from 'node:fs';

/** Removes the folder for temporary files of all tests. */
export default function remove(): void {
  const folder = process.env.CANTOR_TEST_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
