import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import type { Step } from '../../../course/course';
import { faultOf } from '../../../course/faultOf';
import { ROOT, SOLUTION } from '../../../course/parts';
import { atExit } from '../sandbox/atExit';
import { HAS_GROUPS, killGroup } from '../sandbox/killGroup';
import { watchTreeMemory } from '../sandbox/watchMemory';
import type { Problem } from '../../channel/Problem';
import { excerptOf } from './excerptOf';
import { namesOtherFiles } from './namesOtherFiles';
import { shownFile } from './shownFile';

/** Some types take forever to check. After this time we stop and report no type errors. */
const LONGEST_MS = 10_000;
/** The maximum memory of TypeScript, in bytes. With more we stop and report no type errors. */
const MEMORY_LIMIT = 1024 ** 3;

/** The maximum length of the messages, in characters. With more we report no type errors. */
const LONGEST_OUTPUT = 2 ** 20;

/** How much of a message is reported, in characters. */
const LONGEST_MESSAGE = 2000;

/** How many errors of a file are reported. */
const MOST_ERRORS = 20;

/** TypeScript also prints the path of each file that it reads. */
const FLAGS = ['--pretty', 'false', '--listFiles'];

/** The package with the program that TypeScript 7 runs on this platform. */
const PROGRAM = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;

/**
 * TypeScript 7 is written in Go. A search needs 100 MiB without any collection of garbage, and then
 * takes half of the time. Above 512 MiB, Go collects garbage again.
 */
const GO_SETTINGS = { GOGC: 'off', GOMEMLIMIT: '512MiB' };

/** A search for type errors. The search runs in another process. */
export interface TypeCheck {
  /** The errors in each step's own file, by the step's name. */
  found: Promise<Map<string, Problem[]>>;
  /** Stops the search if it is still running. */
  end: () => void;
}

/**
 * Starts TypeScript on the files of some steps, with the project's own settings.
 *
 * @param folder the student's folder
 * @param scratch the folder for a file with the settings
 */
export function findTypeErrors(steps: readonly Step[], folder: string, scratch: string): TypeCheck {
  const files = steps
    .map(({ name }) => join(folder, `${name}.ts`))
    .filter((file) => faultOf(file) === undefined);
  const readsOthers = files.some((file) => namesOtherFiles(readFileSync(file, 'utf8')));
  if (files.length === 0 || readsOthers) {
    return { found: Promise.resolve(new Map()), end: () => undefined };
  }
  const config = join(scratch, 'tsconfig.json');
  const settings = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      module: 'Preserve',
      moduleResolution: 'Bundler',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
      noEmit: true,
      // A submission imports the reference's supplied files, and the steps that it does not have.
      rootDirs: [folder, SOLUTION],
    },
    files,
    // Replaces the inherited list, which names the whole project.
    include: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  const [program, ...args] = compiler();
  const child = spawn(program, [...args, ...FLAGS, '-p', config], {
    cwd: dirname(folder),
    env: { ...process.env, ...GO_SETTINGS },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: HAS_GROUPS,
  });
  let tookTooMuch = false;
  const giveUp = (): void => {
    tookTooMuch = true;
    end();
  };
  const timer = setTimeout(giveUp, LONGEST_MS).unref();
  const unwatch = watchTreeMemory(child.pid ?? 0, MEMORY_LIMIT, giveUp);
  const end = atExit(() => {
    unwatch();
    killGroup(child);
  });
  const found = new Promise<Map<string, Problem[]>>((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.length > LONGEST_OUTPUT) giveUp();
      });
    }
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      unwatch();
      if (tookTooMuch) return resolve(new Map());
      // On Windows, TypeScript 5.9 ends lines with `\r\n`.
      const lines = output.replaceAll('\r\n', '\n');
      // A message can quote the types of each file that was read.
      const errors = isConfined(lines, folder) ? readErrors(lines, steps, folder) : new Map();
      // Some types crash the compiler. Then there are no messages.
      resolve(errors);
    });
  });
  found.catch(() => undefined); // the caller that awaits `found` gets the error
  return { found, end };
}

/**
 * Returns the command of TypeScript 7 if it is installed, because it takes 0.06 s and TypeScript
 * 5.9 takes 1.3 s. The `tsc` of TypeScript 7 starts Node only to start this command.
 */
function compiler(): string[] {
  const command = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
  try {
    const typescript7 = dirname(require.resolve('typescript7/package.json'));
    // 32-bit Windows does not get this package.
    const program = require.resolve(PROGRAM, { paths: [typescript7] });
    return [join(dirname(program), 'lib', command)];
  } catch {
    return [process.execPath, join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')];
  }
}

function readErrors(
  output: string,
  steps: readonly Step[],
  folder: string,
): Map<string, Problem[]> {
  const errors = new Map<string, Problem[]>();
  for (const { name } of steps) {
    const path = join(folder, `${name}.ts`);
    const file = shownFile(path);
    const problems: Problem[] = [];
    let lines: string[] | undefined;
    const found = new RegExp(
      `^${escape(file)}\\((\\d+),(\\d+)\\): error TS\\d+: (.*(?:\\n .*)*)`,
      'gm',
    );
    for (const [, line, column, message] of output.matchAll(found)) {
      lines ??= readFileSync(path, 'utf8').split('\n');
      const excerpt = excerptOf(lines[Number(line) - 1] ?? '', Number(column) - 1);
      const shown = message.slice(0, LONGEST_MESSAGE);
      problems.push({ file, line: Number(line), message: shown, excerpt });
      if (problems.length === MOST_ERRORS) break;
    }
    if (problems.length > 0) errors.set(name, problems);
  }
  return errors;
}

/** True if TypeScript read only the submission, the reference and installed packages. */
function isConfined(output: string, folder: string): boolean {
  const allowed = [folder, SOLUTION, join(ROOT, 'node_modules')].map((path) => slashed(path) + '/');
  return (
    output
      .split('\n')
      // Messages begin with a relative path, or with spaces.
      .filter((line) => isAbsolute(line))
      .every((file) => allowed.some((path) => slashed(file).startsWith(path)))
  );
}

/** Returns a path in the form that TypeScript prints on all systems. */
function slashed(path: string): string {
  return path.split(sep).join('/');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
