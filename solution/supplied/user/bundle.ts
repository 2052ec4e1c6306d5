import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

/** The files that a user's two threads run, already compiled. */
export interface ThreadCode {
  server: string;
  miner: string;
}

/** How code is compiled: for Node, each file with all its imports, and with a source map. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  keepNames: true,
  logLevel: 'silent',
} as const;

/**
 * Compiles TypeScript files, each with all its imports, to one JavaScript file each. A thread then
 * starts without a compiler: loading one in every thread takes six times as long and eight times
 * the memory. Stack traces still name the lines of the TypeScript.
 *
 * @param entries each file to compile, by the name of its result
 * @returns the path of each result, in a folder that is removed when the process ends
 */
export async function bundle<Name extends string>(
  entries: Record<Name, string>,
  plugins: Plugin[] = [],
): Promise<Record<Name, string>> {
  // The source maps have relative paths. On macOS, the path of the temporary folder is a link.
  const temporary = realpathSync(tmpdir());
  const { outputFiles } = await build({
    entryPoints: entries,
    // Only a name: nothing is written there. A Ctrl-C during the build leaves no folder behind.
    outdir: join(temporary, 'cantor'),
    write: false,
    outExtension: { '.js': '.cjs' },
    ...BUNDLE_OPTIONS,
    plugins,
  });
  const folder = mkdtempSync(join(temporary, 'cantor-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(folder, basename(path)), contents);
  }
  const paths = {} as Record<Name, string>;
  for (const name of Object.keys(entries) as Name[]) paths[name] = join(folder, `${name}.cjs`);
  return paths;
}

/** Compiles the code of a user's two threads, from a folder such as `solution/`. */
export function bundleThreads(root: string, plugins: Plugin[] = []): Promise<ThreadCode> {
  return bundle(
    {
      server: join(root, 'supplied', 'user', 'serverThread.ts'),
      miner: join(root, 'supplied', 'user', 'minerEntry.ts'),
    },
    plugins,
  );
}
