import { closeSync, lstatSync, readdirSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { sep } from 'node:path';
import { LONGEST_FILE } from '../../../grader/course/faultOf';
import { isArchiveName } from './archiveKind';
import { isSkipped, stepNamed } from './FoundFiles';
import type { FoundFiles } from './FoundFiles';
import { LIMITS } from './readingLimits';
import { openRegular } from './openRegular';
import { readableName } from './readableName';
import { readArchive } from './readArchive';
import { remark } from './Remark';
import { Unreadable } from './Unreadable';

/**
 * Reads the step files of a folder, of the folders in it, and of the archives in it.
 *
 * @param path the bytes of the path, because a name can be invalid UTF-8
 * @throws Unreadable if the folder is too large, or an archive in it cannot be read
 */
export async function readFolder(path: Buffer, found: FoundFiles): Promise<void> {
  const archives: { path: Buffer; shown: string }[] = [];
  walk(path, '', 0, found, archives);
  if (archives.length > LIMITS.archives) {
    throw new Unreadable(remark(`it has more than ${LIMITS.archives} archives`));
  }
  for (const archive of archives) {
    await readArchive(archive.path, archive.shown, found).catch((error: unknown) => {
      if (!(error instanceof Unreadable)) throw error;
      const { text, paths } = error.remark;
      throw new Unreadable(remark(`%: ${text}`, archive.shown, ...paths));
    });
  }
}

function walk(
  folder: Buffer,
  shown: string,
  depth: number,
  found: FoundFiles,
  archives: { path: Buffer; shown: string }[],
): void {
  if (depth > LIMITS.depth) {
    throw new Unreadable(remark(`its folders are more than ${LIMITS.depth} levels deep`));
  }
  const names = namesIn(folder);
  if (names === undefined) return found.note('locked', shown === '' ? '.' : shown);
  for (const bytes of names) {
    found.count();
    const name = readableName(bytes);
    const path = Buffer.concat([folder, Buffer.from(sep), bytes]);
    const inside = shown === '' ? name : `${shown}/${name}`;
    const stat = statOf(path);
    if (stat?.isDirectory()) {
      if (!isSkipped(name)) walk(path, inside, depth + 1, found, archives);
    } else if (stat?.isSymbolicLink()) found.note('link', inside);
    else if (stat?.isFile() && isArchiveName(name)) archives.push({ path, shown: inside });
    else if (stat?.isFile() && stepNamed(name) !== undefined) readFile(path, inside, found);
    else if (stat !== undefined && !stat.isFile()) found.note('special', inside);
  }
}

/** Returns the names in a folder, in the same order on every machine. */
function namesIn(folder: Buffer): Buffer[] | undefined {
  try {
    return readdirSync(folder, { encoding: 'buffer' }).toSorted(Buffer.compare);
  } catch {
    return undefined;
  }
}

function statOf(path: Buffer): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readFile(path: Buffer, shown: string, found: FoundFiles): void {
  const file = openRegular(path);
  if (typeof file === 'string') return found.note(file, shown);
  try {
    const bytes = Buffer.alloc(LONGEST_FILE + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    found.add(shown, Buffer.from(bytes.subarray(0, length)));
  } finally {
    closeSync(file);
  }
}
