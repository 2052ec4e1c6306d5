import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readArguments } from '../../solution/supplied/program/readArguments';
import { compareFiles } from '../../grader/course/generator/compareFiles';
import { derivedFiles } from '../../grader/course/generator/derivedFiles';
import { GeneratorError } from '../../grader/course/generator/GeneratorError';
import { ownWork } from '../../grader/course/generator/ownWork';
import { starterFiles } from '../../grader/course/generator/starterFiles';
import { writeFiles } from '../../grader/course/generator/writeFiles';
import { ROOT, STARTER } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import { runCommand } from './runCommand';

const HELP = `Writes starter/ from solution/: each step's file as a stub, all others whole. Writes what else
follows from the course table: the map of the course, and the list of the steps' folders.

  npm run generate [-- --check] [-- --out DIR] [-- --force]

  --check    write nothing; say which files differ, are missing or should not be there
  --out DIR  write or check the starter in this folder, and nothing else
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
    const derived = given.out === undefined ? await derivedFiles() : new Map<string, string>();
    if (given.check) return check(files, out, shown) || checkDerived(derived);
    return write(files, out, shown, given.force) || writeDerived(derived);
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

function checkDerived(files: ReadonlyMap<string, string>): number {
  const different = [...files].flatMap(([path, text]) => (isAsOnDisk(path, text) ? [] : [path]));
  for (const path of different) console.error(`different: ${path}`);
  return different.length > 0 ? 1 : 0;
}

function writeDerived(files: ReadonlyMap<string, string>): number {
  const different = [...files].filter(([path, text]) => !isAsOnDisk(path, text));
  writeFiles(new Map(different), ROOT);
  for (const [path] of different) console.log(`wrote ${path}`);
  return 0;
}

function isAsOnDisk(path: string, text: string): boolean {
  return existsSync(join(ROOT, path)) && readText(join(ROOT, path)) === text;
}
