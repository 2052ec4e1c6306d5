import { readableName } from './readableName';

/**
 * Reads the students' names in Gradescope's `submission_metadata.yml`.
 *
 * @returns for each folder, such as `submission_12345`, the names and the number
 */
export function submitterNames(yaml: string): Map<string, string> {
  const names = new Map<string, string[]>();
  let folder: string | undefined;
  let isInSubmitters = false;
  for (const line of yaml.split(/\r?\n/)) {
    const top = /^["']?(submission_\d+)["']?:/.exec(line)?.[1];
    if (top !== undefined) {
      folder = top;
      isInSubmitters = false;
    }
    const key = /^ {2}:(\w+):/.exec(line)?.[1];
    if (key !== undefined) isInSubmitters = key === 'submitters';
    const name = /^\s+(?:- )?:name:\s*(.+?)\s*$/.exec(line)?.[1];
    if (folder === undefined || name === undefined || !isInSubmitters) continue;
    names.set(folder, [...(names.get(folder) ?? []), unquoted(name)]);
  }
  return new Map(
    [...names].map(([key, those]) => {
      return [key, readableName(Buffer.from(`${those.join(' and ')}_${key.split('_')[1]}`))];
    }),
  );
}

function unquoted(word: string): string {
  return /^(["'])([^]*)\1$/.exec(word)?.[2] ?? word;
}
