import type { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Headers } from 'tar-stream';
import { LONGEST_FILE } from '../../../grader/course/faultOf';
import { isArchiveName } from './archiveKind';
import { pathInArchive, stepNamed } from './FoundFiles';
import type { FoundFiles } from './FoundFiles';
import { LIMITS } from './readingLimits';
import { readableName } from './readableName';
import { remark } from './Remark';
import { Unreadable } from './Unreadable';

/**
 * Reads the step files of a tar archive. Nothing is written.
 *
 * @param source the bytes of the archive
 * @param under the path of the archive in the submission. Empty if it is the submission
 * @throws Unreadable if the archive is damaged or too large
 */
export async function readTar(
  source: Readable,
  isCompressed: boolean,
  under: string,
  found: FoundFiles,
): Promise<void> {
  // Bytes become characters one to one. `readableName` then decodes them.
  const tar = extract({ filenameEncoding: 'latin1' });
  let failed: unknown;
  // `tar-stream` keeps a header in memory, whatever its size.
  let gap = 0;
  tar.on('error', (error: unknown) => (failed ??= error));
  tar.on('entry', (header: Headers, stream: PassThrough, next: () => void) => {
    gap = 0;
    stream.on('error', (error) => (failed ??= error));
    stream.on('data', () => (gap = 0));
    try {
      const take = takerOf(header, under, found);
      readEntry(stream, take, (error) => {
        failed ??= error;
        // `next` goes on with the archive, and can throw.
        try {
          if (failed === undefined) next();
        } catch (thrown) {
          failed = thrown;
        }
      });
    } catch (error) {
      failed ??= error;
    }
  });
  const bytes = isCompressed ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => bytes.destroy(error));
  try {
    // `tar-stream` needs 0.2 s for each header after a global header with many values.
    const deadline = performance.now() + LIMITS.tarMs;
    let length = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      length += chunk.length;
      gap += chunk.length;
      if (length > LIMITS.tarBytes) throw tooLarge();
      if (gap > LIMITS.tarGap) {
        throw new Unreadable(remark('the tar archive has more than 1 MiB without a file'));
      }
      if (performance.now() > deadline) {
        throw new Unreadable(remark('reading the tar archive takes too long'));
      }
      await written(tar, chunk, () => failed !== undefined);
      if (failed !== undefined) throw failed;
    }
    await ended(tar, () => failed !== undefined);
    if (failed !== undefined) throw failed;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(remark('the tar archive is damaged'));
  } finally {
    source.destroy();
    bytes.destroy();
    tar.destroy();
  }
}

function tooLarge(): Unreadable {
  const most = LIMITS.tarBytes / 1024 / 1024;
  return new Unreadable(remark(`the archive has more than ${most} MiB without its compression`));
}

/** Returns what to do with the bytes of an entry. Returns undefined if they do not matter. */
function takerOf(
  { name: raw, type, pax }: Headers & { pax?: Readonly<Record<string, string>> },
  under: string,
  found: FoundFiles,
): ((bytes: Buffer) => void) | undefined {
  found.count();
  if (raw.length > LIMITS.path) {
    throw new Unreadable(remark(`a path in it has more than ${LIMITS.path} characters`));
  }
  // A name in a header of the format "pax" is decoded already.
  const name = readableName(Buffer.from(raw, pax?.path === raw ? 'utf8' : 'latin1'));
  const path = pathInArchive(name);
  if (path === 'skipped' || type === 'directory') return undefined;
  if (path === 'outside') {
    found.note('outside', name);
    return undefined;
  }
  const whole = under === '' ? path : `${under}/${path}`;
  if (type === 'link' || type === 'symlink') found.note('link', whole);
  else if (type !== 'file' && type !== 'contiguous-file') found.note('special', whole);
  else if (isArchiveName(path)) found.note('archive', whole);
  else if (stepNamed(path.slice(path.lastIndexOf('/') + 1)) !== undefined) {
    return (bytes) => found.add(whole, bytes);
  }
  return undefined;
}

/** Reads an entry to its end, because the next entry comes after it. Keeps only its beginning. */
function readEntry(
  stream: PassThrough,
  take: ((bytes: Buffer) => void) | undefined,
  done: (error?: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (take !== undefined && length <= LONGEST_FILE) chunks.push(chunk);
    length += chunk.length;
  });
  stream.on('end', () => {
    try {
      take?.(Buffer.concat(chunks).subarray(0, LONGEST_FILE + 1));
      done();
    } catch (error) {
      done(error);
    }
  });
}

/** Writes a chunk. Resolves when the archive wants the next chunk, or has failed. */
function written(
  tar: ReturnType<typeof extract>,
  chunk: Buffer,
  hasFailed: () => boolean,
): Promise<void> {
  return untilDone((done) => tar.write(chunk, done), hasFailed);
}

function ended(tar: ReturnType<typeof extract>, hasFailed: () => boolean): Promise<void> {
  return untilDone((done) => tar.end(done), hasFailed);
}

/** After an error, `tar-stream` does not call back. So this asks again and again. */
const ASK_MS = 20;

function untilDone(
  start: (done: (error?: Error | null) => void) => void,
  hasFailed: () => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => hasFailed() && finish(), ASK_MS);
    const finish = (error?: Error | null): void => {
      clearInterval(timer);
      if (error) reject(error);
      else resolve();
    };
    try {
      start(finish);
    } catch (error) {
      clearInterval(timer);
      reject(error as Error);
    }
  });
}
