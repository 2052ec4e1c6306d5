import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from './parts';
import { readText } from './readText';

/** These folders have no influence on a grade. */
const SKIPPED = ['grader/tests', 'grader/attacks', 'grader/proof', 'node_modules', 'subtle'];

/** Returns the SHA-256 of all files that can change a grade. */
export function courseVersion(): string {
  const hash = createHash('sha256');
  // The versions of the packages. A copy of the project can be without this file.
  const packages = ['package-lock.json'].filter((path) => existsSync(join(ROOT, path)));
  for (const path of [...packages, ...sourcesIn('grader'), ...sourcesIn('solution')]) {
    const text = readText(join(ROOT, path));
    hash.update(`${path} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

function sourcesIn(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .toSorted((one, two) => (one.name < two.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (SKIPPED.includes(path) || SKIPPED.includes(entry.name)) return [];
      if (entry.isDirectory()) return sourcesIn(path);
      return /\.(ts|js|json)$/.test(entry.name) ? [path] : [];
    });
}
