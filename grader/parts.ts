import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { COURSE } from './course';

/** The project's own folder. */
export const ROOT = resolve(__dirname, '..');

/** Where the reference lives. */
export const SOLUTION = join(ROOT, 'solution');

/** Where students work. */
export const STARTER = join(ROOT, 'starter');

/** Where the files of a program come from, when some of its steps are written and some are not. */
export interface Parts {
  /** The folder whose supplied files are taken. */
  base: string;
  /** The folder that each step's file is taken from, by the step's name. */
  steps: ReadonlyMap<string, string>;
}

/** How far a student's file of a step has come. */
export interface Progress {
  written: string[];
  /** Functions that still throw `NotImplemented`. */
  stubs: string[];
}

/** Looks which functions of a step are still stubs in `folder`. */
export function progressOf(
  step: { name: string; functions: readonly string[] },
  folder: string,
): Progress {
  const source = withoutComments(readFileSync(join(folder, `${step.name}.ts`), 'utf8'));
  const isStub = (name: string): boolean =>
    new RegExp(`throw new NotImplemented\\(\\s*'[^']*',\\s*'${name}'`).test(source);
  return {
    written: step.functions.filter((name) => !isStub(name)),
    stubs: step.functions.filter(isStub),
  };
}

/** Every written step from `folder`, and those with a stub in them from the reference. */
export function borrow(folder: string): Parts {
  const steps = COURSE.map((step): [string, string] => [
    step.name,
    progressOf(step, folder).stubs.length === 0 ? folder : SOLUTION,
  ]);
  return { base: folder, steps: new Map(steps) };
}

/**
 * Makes every import of a step's file, from wherever, find the file that `parts` names for it, and
 * every import of a supplied file the one in the base folder, so that each is loaded only once.
 */
export function partsPlugin(parts: Parts): Plugin {
  const folders = [...new Set([parts.base, SOLUTION, ...parts.steps.values()])];
  return {
    name: 'parts',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, `${path}.ts`);
        const home = folders.find((folder) => file.startsWith(folder + sep));
        if (home === undefined) return undefined;
        const inside = relative(home, file);
        const step = dirname(inside) === '.' ? inside.replace(/\.ts$/, '') : '';
        return { path: join(parts.steps.get(step) ?? parts.base, inside) };
      });
    },
  };
}

/** In one pass: a file may hold a hundred thousand comments that nobody ends. */
function withoutComments(source: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const rest = source.slice(at).search(/\/[*/]/);
    if (rest < 0) return kept + source.slice(at);
    const begin = at + rest;
    const isBlock = source[begin + 1] === '*';
    const end = source.indexOf(isBlock ? '*/' : '\n', begin + 2);
    kept += source.slice(at, begin);
    if (end < 0) return isBlock ? kept + source.slice(begin) : kept;
    at = isBlock ? end + 2 : end;
  }
}
