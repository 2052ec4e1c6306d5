import { fstatSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { LONGEST_FILE } from '../../../grader/course/faultOf';
import { isArchiveName } from './archiveKind';
import { pathInArchive, stepNamed } from './FoundFiles';
import type { FoundFiles } from './FoundFiles';
import { LIMITS } from './readingLimits';
import { readableName } from './readableName';
import { readBounded } from './readBounded';
import { remark } from './Remark';
import { Unreadable } from './Unreadable';

/** The kind of a file is in these bits of its mode. See inode(7). */
const KIND = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const LINK = 0o120000;

/**
 * Reads the step files of a zip archive. Nothing else is unpacked.
 *
 * @param file an open file, which stays open
 * @param under the path of the archive in the submission. Empty if it is the submission
 * @throws Unreadable if the archive is too large, or if it or a step's file in it is damaged or has
 *   a password
 */
export async function readZip(file: number, under: string, found: FoundFiles): Promise<void> {
  let zip: ZipFile | undefined;
  try {
    zip = await fromBufferPromise(readWhole(file), {
      autoClose: false,
      lazyEntries: true,
      decodeStrings: false,
    });
    // Without a listener, an error would end the process.
    zip.on('error', () => undefined);
    // Reading many entries takes long. The archive says before how many it has.
    found.count(zip.entryCount);
    for await (const entry of zip.eachEntry()) await readEntry(zip, entry, under, found);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(remark('the zip archive is damaged'));
  }
}

/** An archive in memory cannot make `fs.read` throw with a false position. */
function readWhole(file: number): Buffer {
  const { size } = fstatSync(file);
  if (size > LIMITS.zipBytes) {
    const most = LIMITS.zipBytes / 1024 / 1024;
    throw new Unreadable(remark(`the zip archive has more than ${most} MiB`));
  }
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  under: string,
  found: FoundFiles,
): Promise<void> {
  const name = readableName(entry.fileNameRaw);
  const path = pathInArchive(name);
  if (path === 'skipped') return;
  if (path === 'outside') return found.note('outside', name);
  // The mode of a Unix file. Other systems write 0.
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  if (kind === FOLDER || /[\\/]$/.test(name)) return;
  const whole = under === '' ? path : `${under}/${path}`;
  if (kind === LINK) return found.note('link', whole);
  if (kind !== 0 && kind !== REGULAR) return found.note('special', whole);
  if (isArchiveName(path)) return found.note('archive', whole);
  if (stepNamed(path.slice(path.lastIndexOf('/') + 1)) === undefined) return;
  if (entry.isEncrypted()) throw new Unreadable(remark('% has a password', whole));
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const bytes = await readBounded(stream, LONGEST_FILE + 1);
    const isWhole = bytes.length <= LONGEST_FILE;
    if (isWhole && crc32(bytes) !== entry.crc32) throw new Error('the checksum is wrong');
    found.add(whole, bytes);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(remark('% in the zip archive is damaged', whole));
  }
}
