import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './listFiles';

/** A file that is wrong. */
export interface Difference {
  path: string;
  kind: 'missing' | 'different' | 'should not be there';
}

/**
 * Compares the files of a folder with the expected files, byte by byte.
 *
 * @param files the expected texts, by path
 * @returns the differences, sorted by path
 */
export function compareFiles(files: ReadonlyMap<string, string>, folder: string): Difference[] {
  const present = listFiles(folder);
  const differences: Difference[] = present
    .filter((path) => !files.has(path))
    .map((path) => ({ path, kind: 'should not be there' }));
  for (const [path, text] of files) {
    if (!present.includes(path)) differences.push({ path, kind: 'missing' });
    else if (readFileSync(join(folder, path), 'utf8') !== text) {
      differences.push({ path, kind: 'different' });
    }
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}
