import { rmSync } from 'node:fs';

/** Removes a temporary folder, if the system allows it. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // On Windows, a virus scanner or an ending process may still use a file in the folder. Verdicts
    // do not depend on this folder.
  }
}
