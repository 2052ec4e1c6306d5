import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all. Makes its folder if it is missing. If writing fails, an earlier
 * file with this name is unchanged.
 *
 * @throws Error if the file cannot be written
 */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const found = statSync(path, { throwIfNoEntry: false });
  // A device such as /dev/null must not be replaced by a file.
  if (found !== undefined && !found.isFile()) throw new Error('it is not a file');
  // The file of a link is replaced, not the link.
  const file = found === undefined ? path : realpathSync(path);
  const temporary = join(dirname(file), `.cantor-${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', 0o666);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
