import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Step } from '../../../course/course';
import { faultOf } from '../../../course/faultOf';
import { ROOT } from '../../../course/parts';
import { atExit } from '../sandbox/atExit';
import { GraderError } from '../sandbox/GraderError';
import type { Problem } from '../suite/Report';
import { excerptOf } from './excerptOf';
import { shownFile } from './shownFile';

/** Some types take forever to check. After this time we stop and report no type errors. */
const LONGEST_MS = 10_000;

const HAS_GROUPS = process.platform !== 'win32';

/** The package with the program that TypeScript 7 runs on this platform. */
const PROGRAM = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;

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
  if (files.length === 0) return { found: Promise.resolve(new Map()), end: () => undefined };
  const config = join(scratch, 'tsconfig.json');
  const settings = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      module: 'Preserve',
      moduleResolution: 'Bundler',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
      noEmit: true,
    },
    files,
    // Replaces the inherited list, which names the whole project.
    include: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  const child = spawn(process.execPath, [compiler(), '-p', config, '--pretty', 'false'], {
    cwd: dirname(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // TypeScript 7 starts a second program. To end both programs, they need a process group.
    detached: HAS_GROUPS,
  });
  let tookTooLong = false;
  const timer = setTimeout(() => {
    tookTooLong = true;
    end();
  }, LONGEST_MS).unref();
  const end = atExit(() => kill(child));
  const found = new Promise<Map<string, Problem[]>>((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (tookTooLong) return resolve(new Map());
      // On Windows, TypeScript 5.9 ends lines with `\r\n`.
      const errors = readErrors(output.replaceAll('\r\n', '\n'), steps, folder);
      if (code !== 0 && !/error TS\d+/.test(output)) reject(new GraderError(`tsc: ${output}`));
      else resolve(errors);
    });
  });
  found.catch(() => undefined); // the caller that awaits `found` gets the error
  return { found, end };
}

/** Ends a compiler and the program that the compiler has started. */
function kill(child: ChildProcess): void {
  // After the compiler has ended, its id can belong to another process.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The process has just ended.
  }
}

/**
 * Returns TypeScript 7 if it is installed, because it takes 0.15 s and TypeScript 5.9 takes 1.3 s.
 */
function compiler(): string {
  for (const name of ['typescript7', 'typescript']) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`));
      // TypeScript 7 starts a program of another package. 32-bit Windows does not get this package.
      if (name === 'typescript7') require.resolve(PROGRAM, { paths: [folder] });
      return join(folder, 'bin', 'tsc');
    } catch {
      // tries the next compiler
    }
  }
  throw new GraderError('TypeScript is not installed: npm install');
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
    const found = new RegExp(
      `^${escape(file)}\\((\\d+),(\\d+)\\): error TS\\d+: (.*(?:\\n .*)*)`,
      'gm',
    );
    for (const [, line, column, message] of output.matchAll(found)) {
      const text = readFileSync(path, 'utf8').split('\n')[Number(line) - 1] ?? '';
      const excerpt = excerptOf(text, Number(column) - 1);
      const problem = { file, line: Number(line), message, excerpt };
      errors.set(name, [...(errors.get(name) ?? []), problem]);
    }
  }
  return errors;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
