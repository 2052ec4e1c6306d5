import { dirname, resolve } from 'node:path';
import { UsageError } from '../../../solution/supplied/program/readArguments';
import { isLocalPath } from './isLocalPath';
import { sortByName } from './listSubmissions';
import type { Submission } from './listSubmissions';
import { readableName } from './readableName';

/**
 * Reads a list of git addresses. Each line has a name, a tab and an address, or only an address.
 *
 * @param file the path of the list. Paths in the list begin at its folder
 * @throws UsageError if two lines have the same name
 */
export function listAddresses(text: string, file: string): Submission[] {
  const byName = new Map<string, Submission>();
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [first, second] = line.split('\t').map((word) => word.trim());
    const given = second ?? first;
    const name = readableName(Buffer.from(second === undefined ? lastPart(first) : first));
    if (name === '' || given === '') {
      throw new UsageError(`line ${i + 1} of ${file} has no name or no address`);
    }
    if (byName.has(name))
      throw new UsageError(`line ${i + 1} of ${file}: "${name}" is there twice`);
    const address = isLocalPath(given) ? resolve(dirname(file), given) : given;
    byName.set(name, { name, sources: [{ kind: 'address', address }] });
  }
  return sortByName([...byName.values()]);
}

function lastPart(address: string): string {
  return /([^/\\:]*?)(?:\.git)?[/\\]*$/.exec(address)?.[1] ?? '';
}
