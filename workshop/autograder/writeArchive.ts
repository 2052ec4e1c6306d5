import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ArchiveFile } from './autograderFiles';

/** All files get this time, so the same files always give the same archive. */
const TIME = new Date(2026, 0, 1);

const ORDINARY = 0o100644;
const EXECUTABLE = 0o100755;

/**
 * Writes a zip archive. The archive is complete before it gets its name.
 *
 * @throws Error if the file cannot be written
 */
export async function writeArchive(files: readonly ArchiveFile[], path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.new`;
  const archive = new ZipFile();
  for (const { path: name, content, isExecutable } of files) {
    archive.addBuffer(content, name, { mtime: TIME, mode: isExecutable ? EXECUTABLE : ORDINARY });
  }
  archive.end();
  try {
    await pipeline(archive.outputStream, createWriteStream(unfinished));
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
