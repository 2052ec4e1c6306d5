import { posix } from 'node:path';
import ts from 'typescript';
import { applyEdits } from '../../grader/course/generator/edits';
import type { CourseFiles } from './CourseFiles';

/** The file with the table of moved files. */
const MOVES = 'grader/course/movedFiles.ts';

/** An import whose path is changed. */
export interface MovedImport {
  from: string;
  to: string;
}

/**
 * Reads a version's table of moved files. The code of the new version does not run yet, so its table
 * is read as a text.
 *
 * @returns the old and the new path of each moved file, inside `starter/`. Only moves whose new file
 *   exists in this version, and whose old file does not
 */
export function movesOf(version: CourseFiles): Map<string, string> {
  if (!version.files.has(MOVES)) return new Map();
  const moves = readMoves(version.read(MOVES).toString('utf8'));
  return new Map(
    [...moves].filter(
      ([from, to]) => version.files.has(`starter/${to}`) && !version.files.has(`starter/${from}`),
    ),
  );
}

function readMoves(source: string): Map<string, string> {
  const pairs = source.matchAll(/\[\s*'([^']+\.ts)',\s*'([^']+\.ts)',?\s*\]/g);
  return new Map([...pairs].map(([, from, to]) => [from, to]));
}

/**
 * Changes the paths of imports from moved files. Changes nothing else.
 *
 * @param content a step's file; it can be unfinished
 * @param moves the old and the new path of each file, inside `starter/`
 * @returns the new content with the changed imports. The same content if it is not UTF-8.
 */
export function moveImports(
  content: Buffer,
  moves: ReadonlyMap<string, string>,
): { content: Buffer; imports: MovedImport[] } {
  const text = content.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(content)) return { content, imports: [] };
  const imports: MovedImport[] = [];
  const edits = ts.preProcessFile(text, true, true).importedFiles.flatMap((imported) => {
    const { fileName, pos } = imported;
    const to = fileName.startsWith('.') ? movedPath(fileName, moves) : undefined;
    // The position is the position of the quote. If the path has escapes, it is not changed.
    const start = text.startsWith(fileName, pos) ? pos : pos + 1;
    if (to === undefined || !text.startsWith(fileName, start)) return [];
    imports.push({ from: fileName, to });
    return [{ start, end: start + fileName.length, text: to }];
  });
  return { content: Buffer.from(applyEdits(text, edits), 'utf8'), imports };
}

function movedPath(path: string, moves: ReadonlyMap<string, string>): string | undefined {
  const [, bare, ending] = /^(.*?)(\.[jt]s)?$/.exec(path) ?? [];
  const moved = moves.get(`${posix.normalize(bare)}.ts`);
  return moved === undefined ? undefined : `./${moved.replace(/\.ts$/, '')}${ending ?? ''}`;
}
