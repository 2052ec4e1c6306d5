import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import type { Place } from '../../channel/Problem';
import { shownFile } from './shownFile';

/** Longer lines are not searched, because the search could take very long. */
const LONGEST_LINE = 1000;
/** How much of a line can be before the name of a function, in characters. */
const LONGEST_BEGIN = 200;

/** Returns where a function begins in a student's file. Returns undefined if it is not there. */
export function placeOfFunction(path: string, name: string): Place | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const begins = new RegExp(
    `^\\s*(export\\s+)?(default\\s+)?(async\\s+)?(function\\s*\\*?\\s*|const\\s+|let\\s+)${name}\\b|^\\s*(async\\s+)?${name}\\s*\\(`,
  );
  const index = lines.findIndex((line) => begins.test(line.slice(0, LONGEST_BEGIN)));
  return index < 0 ? undefined : { file: shownFile(path), line: index + 1 };
}

/**
 * Returns where a student's code threw an error. This is the topmost call in a file of the student.
 *
 * @param stack an error's stack, with the line numbers of the TypeScript files
 * @param folder the student's folder
 */
export function placeOfThrow(stack: string, folder: string): Place | undefined {
  for (const line of stack.split('\n')) {
    if (line.length > LONGEST_LINE) continue;
    const begin = foldCase(line).indexOf(foldCase(folder + sep));
    const found = begin < 0 ? null : /^(.+?):(\d+):\d+\)?$/.exec(line.slice(begin));
    if (found !== null) return { file: shownFile(found[1]), line: Number(found[2]) };
  }
  return undefined;
}

/** Returns a path for comparison, because Windows writes the same drive as `c:` and as `C:`. */
function foldCase(text: string): string {
  return process.platform === 'win32' ? text.toLowerCase() : text;
}
