import { closeSync, createReadStream, readSync } from 'node:fs';
import { archiveKind, HEAD_BYTES } from './archiveKind';
import type { FoundFiles } from './FoundFiles';
import { openRegular } from './openRegular';
import { readTar } from './readTar';
import { readZip } from './readZip';
import { remark } from './Remark';
import { Unreadable } from './Unreadable';

/** Why an archive is not opened. */
const REASONS = {
  link: 'it is a link',
  hardLink: 'it has a second name on this disk (a hard link)',
  special: 'it is a device or a pipe',
  locked: 'it cannot be opened',
} as const;

/**
 * Reads the step files of an archive.
 *
 * @param under the path of the archive in the submission. Empty if it is the submission
 * @throws Unreadable if the archive cannot be read
 */
export async function readArchive(path: Buffer, under: string, found: FoundFiles): Promise<void> {
  const file = openRegular(path);
  if (typeof file === 'string') throw new Unreadable(remark(REASONS[file]));
  let isOurs = true;
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const length = readSync(file, head, 0, HEAD_BYTES, 0);
    if (length === 0) throw new Unreadable(remark('the archive is empty'));
    const kind = archiveKind(head);
    if (kind === 'zip') return await readZip(file, under, found);
    if (kind === undefined) {
      throw new Unreadable(remark('the file is not a zip or tar archive'));
    }
    // The stream closes the file.
    isOurs = false;
    const source = createReadStream('', { fd: file, start: 0 });
    return await readTar(source, kind === 'gzip', under, found);
  } finally {
    if (isOurs) closeSync(file);
  }
}
