import { relative, resolve } from 'node:path';
import { readArguments } from '../../solution/supplied/program/readArguments';
import { compareFiles } from '../generator/compareFiles';
import { GeneratorError } from '../generator/GeneratorError';
import { ownWork } from '../generator/ownWork';
import { starterFiles } from '../generator/starterFiles';
import { writeFiles } from '../generator/writeFiles';
import { STARTER } from '../parts';
import { runCommand } from './runCommand';

const HELP = `Writes starter/ from solution/: each step's file as a stub, all others whole.

  npm run generate [-- --check] [-- --out DIR] [-- --force]

  --check    write nothing; say which files differ, are missing or should not be there
  --out DIR  the folder to write or check, instead of starter/
  --force    overwrite steps that somebody has written there
  --help     this text

Nothing is ever deleted. Exit: 0 done, 1 something differs or is wrong, 2 wrong usage.`;

const FLAGS = { check: 'boolean', force: 'boolean', help: 'boolean', out: 'string' } as const;

runCommand('npm run generate', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const out = resolve(given.out ?? STARTER);
  const shown = relative(process.cwd(), out) || '.';
  try {
    const files = await starterFiles();
    return given.check ? check(files, out, shown) : write(files, out, shown, given.force);
  } catch (error) {
    if (!(error instanceof GeneratorError)) throw error;
    console.error(error.message);
    return 1;
  }
});

function check(files: ReadonlyMap<string, string>, out: string, shown: string): number {
  const differences = compareFiles(files, out);
  for (const { path, kind } of differences) console.error(`${kind}: ${shown}/${path}`);
  if (differences.length > 0) {
    console.error(`${shown} is not what solution/ gives: generate it anew (nothing is deleted)`);
    return 1;
  }
  console.log(`${shown} is what solution/ gives (${files.size} files)`);
  return 0;
}

function write(
  files: ReadonlyMap<string, string>,
  out: string,
  shown: string,
  force = false,
): number {
  const written = force ? [] : ownWork(files, out);
  if (written.length > 0) {
    console.error(
      `${shown}: ${written.join(', ')} would be overwritten, and somebody has written code there; --force does it`,
    );
    return 1;
  }
  writeFiles(files, out);
  console.log(`wrote ${files.size} files to ${shown}`);
  return 0;
}
