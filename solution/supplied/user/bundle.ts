import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

/** The compiled files that a user's two threads run. */
export interface ThreadCode {
  server: string;
  miner: string;
}

/** How code is compiled: for Node, with all imports in one file, and with a source map. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  keepNames: true,
  logLevel: 'silent',
  // Without this, the compiler reads the `tsconfig.json` beside each file.
  tsconfigRaw: { compilerOptions: { target: 'ES2022', strict: true } },
} as const;

/**
 * Compiles each TypeScript file, with all its imports, to one JavaScript file. A thread then starts
 * without a compiler. Loading a compiler in every thread takes six times as long and eight times
 * the memory. Stack traces name the lines of the TypeScript.
 *
 * @param entries the files to compile, by the names of their results
 * @returns the paths of the results, by name. Their folder is removed when the process ends
 */
export async function bundle<Name extends string>(
  entries: Record<Name, string>,
  plugins: Plugin[] = [],
): Promise<Record<Name, string>> {
  // The source maps have relative paths. On macOS, the path of the temporary folder is a link.
  const temporary = realpathSync(tmpdir());
  const { outputFiles } = await build({
    entryPoints: entries,
    // This is only a name, because nothing is written there. After a Ctrl-C during the build, there
    // is no folder to remove.
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
