import type { Plugin } from 'esbuild';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { movedMessage } from './movedFiles';

/** The project's own folder. */
export const ROOT = resolve(__dirname, '..', '..');

/** The folder of the reference. */
export const SOLUTION = join(ROOT, 'solution');

/** The folder that students edit. */
export const STARTER = join(ROOT, 'starter');

/** The folders of a program's files. Some steps of the program can be borrowed. */
export interface Parts {
  /** The folder of the supplied files. */
  base: string;
  /** The folder of each step's file, by the step's name. */
  steps: ReadonlyMap<string, string>;
}

/**
 * Loads each imported step from the folder that `parts` names for the step. Loads each supplied
 * file from the base folder. Each file is then loaded only one time.
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
        const moved = movedMessage(path, inside.replaceAll(sep, '/'));
        if (moved !== undefined) return { errors: [{ text: moved }] };
        const step = dirname(inside) === '.' ? inside.replace(/\.ts$/, '') : '';
        return { path: join(parts.steps.get(step) ?? parts.base, inside) };
      });
    },
  };
}
