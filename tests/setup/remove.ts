import { rmSync } from 'node:fs';

/** Removes what the tests left in their common folder. */
export default function remove(): void {
  const folder = process.env.CANTOR_TEST_FOLDER;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
