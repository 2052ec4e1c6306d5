import { closeSync, lstatSync, readdirSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import { isArchiveName, withoutArchiveEnding } from './archiveKind';
import { stepNamed } from './FoundFiles';
import { openRegular } from './openRegular';
import { readableName } from './readableName';
import type { Source } from './readSource';
import { remark } from './Remark';
import { submitterNames } from './submitterNames';

/** A student's submission. */
export interface Submission {
  /** Different for each submission. */
  name: string;
  sources: readonly Source[];
  /** The name of the student's folder in Moodle's layout, if the submission has that layout. */
  moodle?: string;
}

export interface Listed {
  /** In the order of their names. */
  submissions: Submission[];
  /** The names of files that belong to no submission. */
  ignored: string[];
}

/** Gradescope writes the students' names into this file. */
const METADATA = 'submission_metadata.yml';
/** The maximum size of that file, in bytes. */
const LONGEST_METADATA = 16 * 1024 * 1024;

/** Canvas: `lovelaceada_12345_67890_work.zip`, with `LATE` if the submission was late. */
const CANVAS = /^([^_]+)(?:_LATE)?_(\d+)_\d+_([^]+)$/;
/** Moodle: `Ada Lovelace_12345_assignsubmission_file_`, as a folder or before a file's name. */
const MOODLE = /^(?<folder>(?<name>.+?_\d+)_assignsubmission_[a-z]+_?)(?<file>[^]*)$/;

/**
 * Lists the submissions in a folder. Each folder and each archive is a submission. Knows how
 * Gradescope, Moodle, Canvas and the tools for GitHub Classroom name them.
 *
 * @param except the path of a folder that is not a submission, such as the folder for the results
 */
export function listSubmissions(folder: string, except?: string): Listed {
  const byName = new Map<string, Source[]>();
  const moodle = new Map<string, string>();
  const ignored: string[] = [];
  const names = readdirSync(folder, { encoding: 'buffer' }).toSorted(Buffer.compare);
  const submitters = submitterNames(readMetadata(Buffer.from(`${folder}${sep}${METADATA}`)));
  for (const bytes of names) {
    const shown = readableName(bytes);
    const path = Buffer.concat([Buffer.from(folder), Buffer.from(sep), bytes]);
    if (/^(\.|__MACOSX$)/.test(shown) || shown === METADATA) continue;
    if (except !== undefined && path.equals(Buffer.from(except))) continue;
    const entry = entryOf(path, shown);
    if (entry === undefined) {
      ignored.push(shown);
      continue;
    }
    const name = submitters.get(entry.name) ?? entry.name;
    byName.set(name, [...(byName.get(name) ?? []), entry.source]);
    const given = MOODLE.exec(shown)?.groups?.folder;
    if (given !== undefined && !moodle.has(name)) moodle.set(name, given);
  }
  const submissions = [...byName].map(([name, sources]) => {
    return { name, sources, moodle: moodle.get(name) };
  });
  return { submissions: sortByName(submissions), ignored };
}

/** Sorts in the same way on every machine, in every language. */
export function sortByName<Named extends { name: string }>(all: readonly Named[]): Named[] {
  return all.toSorted((one, two) => (one.name < two.name ? -1 : Number(one.name > two.name)));
}

/** Returns the submission to which a file or folder belongs, and what it is. */
function entryOf(path: Buffer, shown: string): { name: string; source: Source } | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const name = nameOf(shown);
  if (stat === undefined) return undefined;
  if (stat.isSymbolicLink()) {
    return { name, source: { kind: 'none', reason: remark('it is a link') } };
  }
  if (stat.isDirectory()) return { name, source: { kind: 'folder', path, shown } };
  const fileName = fileNameOf(shown);
  if (isArchiveName(fileName)) {
    return {
      name: nameOf(withoutArchiveEnding(shown), shown),
      source: stat.isFile()
        ? { kind: 'archive', path, shown }
        : { kind: 'none', reason: remark('it is a device or a pipe') },
    };
  }
  // A single file belongs to a student only if its name says so.
  if (fileName === shown || !stat.isFile()) return undefined;
  // Canvas adds a number to the files of a second attempt, as in `mine-1.ts`.
  const plain = fileName.replace(/-\d+(\.ts)$/i, '$1');
  const as = stepNamed(fileName) === undefined ? plain : fileName;
  return { name, source: { kind: 'file', path, shown: fileName, as } };
}

/** Returns the student in the name of a file or folder. */
function nameOf(shown: string, whole = shown): string {
  const moodle = MOODLE.exec(whole)?.groups?.name;
  if (moodle !== undefined) return moodle;
  const canvas = CANVAS.exec(whole);
  return canvas === null ? shown : `${canvas[1]}_${canvas[2]}`;
}

/** Returns the student's own name of a file. */
function fileNameOf(shown: string): string {
  return MOODLE.exec(shown)?.groups?.file ?? CANVAS.exec(shown)?.[3] ?? shown;
}

/** Returns the text of Gradescope's file. Returns an empty text if there is none. */
function readMetadata(path: Buffer): string {
  const file = openRegular(path);
  if (typeof file === 'string') return '';
  try {
    const bytes = Buffer.alloc(LONGEST_METADATA);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)).toString();
  } finally {
    closeSync(file);
  }
}
