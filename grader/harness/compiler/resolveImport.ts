import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { COURSE, standsOn } from '../../course/course';
import { movedMessage } from '../../course/movedFiles';
import { ROOT, SOLUTION } from '../../course/parts';
import type { Parts } from '../../course/parts';

/** What an import stands for. */
export type Resolved =
  { file: string } | { builtin: string } | { ofPackage: string } | { refused: string };

/** The folders of our own code. */
const OURS = [join(ROOT, 'grader') + sep, SOLUTION + sep];

/**
 * Finds the file of an import. A step's file of a student can import Node's own modules, supplied
 * files, and the steps that it stands on. Our own files can import packages and all our own files.
 * Each step comes from the folder that `parts` names.
 *
 * @param path the text of the import
 * @param importer the path of the file with the import
 */
export function resolveImport(path: string, importer: string, parts: Parts): Resolved {
  if (isBuiltin(path)) return { builtin: path };
  const isOurs = OURS.some((folder) => importer.startsWith(folder));
  if (!path.startsWith('.')) {
    if (isOurs) return { ofPackage: path };
    return { refused: `"${path}" is not one of Node's own modules` };
  }
  const imported = resolve(dirname(importer), `${path}.ts`);
  return isOurs ? resolveOurs(imported, parts) : resolveStudents(path, imported, importer, parts);
}

function resolveOurs(imported: string, parts: Parts): Resolved {
  const step = COURSE.find(({ name }) => imported === join(SOLUTION, `${name}.ts`));
  if (step === undefined) return { file: imported };
  return { file: join(parts.steps.get(step.name) ?? SOLUTION, `${step.name}.ts`) };
}

function resolveStudents(path: string, imported: string, importer: string, parts: Parts): Resolved {
  const inside = relative(dirname(importer), imported).replaceAll(sep, '/');
  const moved = movedMessage(path, inside);
  if (moved !== undefined) return { refused: moved };
  const supplied = join(parts.base, inside);
  if (inside.startsWith('supplied/') && existsSync(supplied)) return { file: supplied };
  const step = COURSE.find(({ name }) => inside === `${name}.ts`);
  if (step === undefined) {
    const isOutside = inside.startsWith('..');
    const what = isOutside ? 'an earlier step that this one may use' : 'a step';
    return { refused: `${path} is neither a supplied file nor ${what}` };
  }
  const own = COURSE.find(({ name }) => importer.endsWith(`${sep}${name}.ts`));
  if (own === undefined || ![own, ...standsOn(own)].includes(step)) {
    return { refused: `${step.name} is not one of the steps that this one may use` };
  }
  return { file: join(parts.steps.get(step.name) ?? SOLUTION, `${step.name}.ts`) };
}
