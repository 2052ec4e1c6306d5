import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/** The project's own folder. */
export const ROOT = resolve(__dirname, '..', '..');

/** Where the reference lives. */
export const SOLUTION = join(ROOT, 'solution');

/** Where students work. */
export const STARTER = join(ROOT, 'starter');

/** Where the files of a program come from, when some of its steps are written and some are not. */
export interface Parts {
  /** The folder of the supplied files. */
  base: string;
  /** The folder of each step's file, by the step's name. */
  steps: ReadonlyMap<string, string>;
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
