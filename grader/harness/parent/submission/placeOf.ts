import { readFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import type { Place } from '../suite/Report';

/** Longer lines nobody has written by hand, and to search them could take for ever. */
const LONGEST_LINE = 1000;

/** A file as students know it: with its folder, such as `starter/mine.ts`. */
export function shownFile(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}

/** Where a function of a student's file begins; undefined if it is not found. */
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
  const index = lines.findIndex((line) => line.length <= LONGEST_LINE && begins.test(line));
  return index < 0 ? undefined : { file: shownFile(path), line: index + 1 };
}

/**
 * Where a student's code threw.
 *
 * @param stack in the lines of the TypeScript
 * @param folder the student's; the topmost call in one of its files counts
 */
export function placeOfThrow(stack: string, folder: string): Place | undefined {
  for (const line of stack.split('\n')) {
    if (line.length > LONGEST_LINE) continue;
    const found = /(?:\(|at )(?:file:\/\/)?([^()]+):(\d+):\d+\)?$/.exec(line);
    if (found === null || !found[1].startsWith(folder + sep)) continue;
    return { file: shownFile(found[1]), line: Number(found[2]) };
  }
  return undefined;
}
