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
import { showProgress } from '../../grader/report/showProgress';
import { runCommand } from './runCommand';

const HELP = `Writes starter/ from solution/: a stub of each step, and a
copy of each other file. Also writes the map of the course
and the list of the steps' folders, from the course table.
Never deletes files.

  npm run generate
  npm run generate check

  check    write nothing; list the files that differ, are
           missing, or should not be there
  out DIR  write or check only the starter, in this folder
  force    overwrite steps that a student has written
  help     this text

Exit code: 0 done, 1 files differ or an error occurred,
2 wrong usage.`;

const FLAGS = { check: 'boolean', force: 'boolean', help: 'boolean', out: 'string' } as const;

runCommand('npm run generate', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const out = resolve(given.out ?? STARTER);
  const shown = relative(process.cwd(), out) || '.';
  const progress = showProgress();
  progress.show('generating …');
  try {
    const files = await starterFiles();
    const derived = given.out === undefined ? await derivedFiles() : new Map<string, string>();
    progress.end();
    if (given.check) return check(files, out, shown) || checkDerived(derived);
    return write(files, out, shown, given.force) || writeDerived(derived);
  } catch (error) {
    if (!(error instanceof GeneratorError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    progress.end();
  }
});

function check(files: ReadonlyMap<string, string>, out: string, shown: string): number {
  const differences = compareFiles(files, out);
  for (const { path, kind } of differences) console.error(`${kind}: ${shown}/${path}`);
  if (differences.length > 0) {
    console.error(
      `${shown} does not match solution/: run npm run generate, which never deletes files`,
    );
    return 1;
  }
  console.log(`${shown} matches solution/ (${files.size} files)`);
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
      `${shown}: ${written.join(', ')} would be overwritten, with the code that a student wrote; ` +
        'add the word force to do it',
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
