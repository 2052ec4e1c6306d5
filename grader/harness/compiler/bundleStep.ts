import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { BUNDLE_OPTIONS } from '../../../solution/supplied/user/bundle';
import { COURSE } from '../../course/course';
import { movedMessage } from '../../course/movedFiles';
import { partsPlugin, ROOT, SOLUTION } from '../../course/parts';
import type { Parts } from '../../course/parts';
import type { Problem } from '../channel/Problem';
import type { StepOrder } from '../channel/StepOrder';
import { bundleHarness, bundleOurs } from './bundleOurs';
import { problemsOf } from './problemsOf';

const STEPS = join(ROOT, 'grader', 'steps');
const SUPPLIED = join(SOLUTION, 'supplied') + sep;

/** The maximum size of a compiled file, in bytes. The largest of the reference has 120 KiB. */
const LONGEST_BUNDLE = 8 * 1024 * 1024;

/**
 * Compiles a step's file and all its imports into one file. A host can load this file. The folder
 * gets `submission.cjs`, `driver.cjs` and `guard.cjs`. It also gets `scenarios.cjs` if the step has
 * scenarios, and `thread.cjs` if the scenarios start threads.
 *
 * @returns the mistakes that prevented the compilation
 */
export async function bundleStep({ step, file, parts, folder }: StepOrder): Promise<Problem[]> {
  await bundleHarness('guard', folder);
  await bundleHarness('driver', folder);
  for (const [from, to] of [
    ['scenario.ts', 'scenarios.cjs'],
    ['thread.ts', 'thread.cjs'],
  ]) {
    const ours = join(STEPS, step, 'child', from);
    if (existsSync(ours)) await bundleOurs(ours, join(folder, to));
  }
  const outfile = join(folder, 'submission.cjs');
  try {
    await build({
      entryPoints: [file],
      outfile,
      absWorkingDir: dirname(dirname(file)),
      ...BUNDLE_OPTIONS,
      plugins: [borders(file, parts), partsPlugin(parts)],
    });
    if (statSync(outfile).size <= LONGEST_BUNDLE) return [];
    return [{ file: '', line: 0, message: 'the compiled file is longer than 8 MiB' }];
  } catch (error) {
    return problemsOf(error);
  }
}

/**
 * Allows a step's file to import Node's own modules, supplied files, and the steps in its row of
 * the course table. Supplied files can import any step. They get the student's step if `parts` has
 * the step. If not, they get the reference's step.
 */
function borders(file: string, parts: Parts): Plugin {
  const mayUse = new Set([file]);
  for (const [name, folder] of parts.steps) mayUse.add(join(folder, `${name}.ts`));
  const reference = new Set(COURSE.map(({ name }) => join(SOLUTION, `${name}.ts`)));
  return {
    name: 'borders',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (isBuiltin(path)) return { external: true };
        return { errors: [{ text: `"${path}" is not one of Node's own modules` }] };
      });
      onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
        const isStudents = mayUse.has(importer) && !reference.has(importer);
        const imported = resolve(resolveDir, path);
        const inside = relative(dirname(importer), imported).replaceAll(sep, '/');
        if (isStudents && !isThere(imported, inside)) {
          const text =
            movedMessage(path, `${inside}.ts`) ?? `${path} is neither a supplied file nor a step`;
          return { errors: [{ text }] };
        }
        const step = basename(path);
        const isStep = COURSE.some(({ name }) => name === step);
        const isInside = [SOLUTION, dirname(file)].includes(dirname(imported));
        if (!isStudents || !isStep || !isInside || parts.steps.has(step)) return undefined;
        return { errors: [{ text: `${step} is not one of the steps that this one may use` }] };
      });
      onLoad({ filter: /./ }, ({ path }) => {
        if (mayUse.has(path) || reference.has(path) || path.startsWith(SUPPLIED)) return undefined;
        const shown = relative(dirname(dirname(file)), path).replaceAll(sep, '/');
        const text = `${shown} is neither a supplied file nor an earlier step that this one may use`;
        return { errors: [{ text }] };
      });
    },
  };
}

/** True if an imported file exists in the student's folder or in the reference. */
function isThere(path: string, inside: string): boolean {
  const places = [path, join(SOLUTION, inside)];
  return places.some((place) => existsSync(place) || existsSync(`${place}.ts`));
}
