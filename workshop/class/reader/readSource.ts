import { createHash } from 'node:crypto';
import { COURSE } from '../../../grader/course/course';
import type { StepName } from '../../../grader/course/course';
import { chooseFiles } from './chooseFiles';
import { FoundFiles } from './FoundFiles';
import { courseText } from './courseText';
import { readArchive } from './readArchive';
import { readClone } from './readClone';
import { readFolder } from './readFolder';
import { openRegular } from './openRegular';
import { readBounded } from './readBounded';
import { remark } from './Remark';
import type { Remark } from './Remark';
import { Unreadable } from './Unreadable';
import { createReadStream } from 'node:fs';
import { LONGEST_FILE } from '../../../grader/course/faultOf';

/** A place from which a submission comes. A submission can have several places. */
export type Source =
  | { kind: 'folder' | 'archive'; path: Buffer; shown: string }
  /** A single file. `as` is the name of the step's file. */
  | { kind: 'file'; path: Buffer; shown: string; as: string }
  | { kind: 'address'; address: string }
  /** Something that is not read, with the reason. */
  | { kind: 'none'; reason: Remark };

/** The step files of a submission. */
export interface ReadFiles {
  files: ReadonlyMap<StepName, Buffer>;
  /** The SHA-256 of all step files. */
  hash: string;
  /** What was odd. */
  remarks: Remark[];
}

/**
 * Reads a submission. Nothing of it is written or run.
 *
 * @param scratch a folder that does not exist, for a clone
 * @returns the step files, or why the submission cannot be read
 */
export async function readSource(
  sources: readonly Source[],
  scratch: string,
  signal?: AbortSignal,
): Promise<ReadFiles | { unreadable: Remark; remarks: Remark[] }> {
  const found = new FoundFiles();
  try {
    for (const [i, source] of sources.entries()) {
      await readOne(source, `${scratch}-${i}`, sources.length > 1, found, signal);
    }
    if (found.isEmpty) throw new Unreadable(remark('it is empty'));
    const { files, remarks } = chooseFiles(found.files);
    const plain = new Map<StepName, Buffer>();
    const all = [...found.remarks, ...remarks];
    for (const [name, bytes] of files) {
      const text = courseText(bytes);
      if (text.wasUtf16) all.push(remark(`${name}.ts is UTF-16, and is read as such.`));
      plain.set(name, text.bytes);
    }
    return { files: plain, hash: hashOf(plain), remarks: all };
  } catch (error) {
    const { remarks } = found;
    if (error instanceof Unreadable) return { unreadable: error.remark, remarks };
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { unreadable: remark(`it cannot be read (error ${code})`), remarks };
  }
}

async function readOne(
  source: Source,
  scratch: string,
  isOneOfMany: boolean,
  found: FoundFiles,
  signal?: AbortSignal,
): Promise<void> {
  switch (source.kind) {
    case 'none':
      throw new Unreadable(source.reason);
    case 'address':
      return readClone(source.address, scratch, found, signal);
    case 'folder':
      return readFolder(source.path, found);
    case 'archive':
      return readArchive(source.path, isOneOfMany ? source.shown : '', found);
    case 'file': {
      const file = openRegular(source.path);
      if (typeof file === 'string') return found.note(file, source.shown);
      found.count();
      const stream = createReadStream('', { fd: file, start: 0 });
      found.add(source.as, await readBounded(stream, LONGEST_FILE + 1));
      if (source.as !== source.shown) found.note('named', source.shown);
    }
  }
}

function hashOf(files: ReadonlyMap<StepName, Buffer>): string {
  const hash = createHash('sha256');
  for (const { name } of COURSE) {
    const bytes = files.get(name);
    hash.update(`${name} ${bytes?.length ?? 'none'}\n`).update(bytes ?? '');
  }
  return hash.digest('hex');
}
