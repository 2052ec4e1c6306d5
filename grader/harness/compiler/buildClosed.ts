import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { ROOT } from '../../course/parts';
import { BUNDLE_OPTIONS } from '../../../solution/supplied/user/bundle';
import type { Problem } from '../channel/Problem';
import { shownFile } from '../parent/submission/shownFile';
import { problemsOf } from './problemsOf';
import type { Resolved } from './resolveImport';

/** Files in a namespace of its own. For these, esbuild itself finds and reads no files. */
const CLOSED = 'closed';

/** How long a compiled file can be, in bytes. The largest of the reference has 120 KiB. */
const LONGEST_BUNDLE = 8 * 1024 * 1024;

/** How many mistakes of a file are reported. */
const MOST_PROBLEMS = 20;

/** How much of a message is reported, in characters. */
const LONGEST_MESSAGE = 500;

const PACKAGES = join(ROOT, 'node_modules') + sep;

/** What to compile. */
export interface ClosedBuild {
  /** The files to compile, by the names of their results. */
  entryPoints: Readonly<Record<string, string>>;
  /** Finds the file of an import. See `resolveImport`. */
  resolve: (path: string, importer: string) => Resolved;
  /** The existing folder for the results, such as `submission.cjs` and `submission.cjs.map`. */
  folder: string;
}

/**
 * Compiles files of a stranger, each with all its imports to one file. The results contain only
 * files that `resolve` allows. Without this, a file could import any file of the machine.
 *
 * @returns the mistakes that prevented the compilation
 */
export async function buildClosed(order: ClosedBuild): Promise<Problem[]> {
  const { entryPoints, folder } = order;
  try {
    const { outputFiles, metafile } = await build({
      ...BUNDLE_OPTIONS,
      // esbuild reads a `*` in a path as a pattern, so the plugin gets only the names.
      entryPoints: Object.fromEntries(Object.keys(entryPoints).map((name) => [name, name])),
      outdir: folder,
      outExtension: { '.js': '.cjs' },
      // esbuild reads files such as `package.json` in this folder and in the folders above.
      absWorkingDir: ROOT,
      write: false,
      metafile: true,
      // An `import()` becomes a `require`, which `guard` restricts.
      supported: { 'dynamic-import': false },
      plugins: [closed(order)],
    });
    const isAllowed = (path: string): boolean =>
      isClosed(path) || join(ROOT, path).startsWith(PACKAGES);
    if (!Object.keys(metafile.inputs).every(isAllowed)) return [PATTERN];
    if (outputFiles.some(({ contents }) => contents.length > LONGEST_BUNDLE)) return [TOO_LONG];
    for (const { path, text, contents } of outputFiles) {
      writeFileSync(path, path.endsWith('.map') ? withRealSources(text, folder) : contents);
    }
    return [];
  } catch (error) {
    const problems = problemsOf(error);
    // A message about another file would quote this file.
    if (!problems.every(({ file }) => file === '' || isClosed(file))) return [PATTERN];
    return problems.slice(0, MOST_PROBLEMS).map(({ file, message, ...problem }) => ({
      ...problem,
      file: shownFile(realPath(file)),
      message: message.slice(0, LONGEST_MESSAGE),
    }));
  }
}

const TOO_LONG = { file: '', line: 0, message: 'the compiled file is longer than 8 MiB' };

/**
 * For `require('./' + name)`, esbuild itself finds all files that fit. It does not ask the plugin.
 */
const PATTERN = { file: '', line: 0, message: 'an import must name one file' };

function isClosed(path: string): boolean {
  return path.startsWith(`${CLOSED}:`);
}

/** Returns the path of a file in a message or a source map of esbuild. */
function realPath(path: string): string {
  return path.slice(`${CLOSED}:`.length);
}

function closed({ entryPoints, resolve }: ClosedBuild): Plugin {
  return {
    name: 'closed',
    setup({ onResolve, onLoad, resolve: find }) {
      onResolve({ filter: /^/ }, ({ path, importer, kind, namespace, with: attributes }) => {
        if (kind === 'entry-point') return { path: entryPoints[path], namespace: CLOSED };
        // A package imports its own files.
        if (namespace !== CLOSED) return undefined;
        if (Object.keys(attributes).length > 0) {
          return { errors: [{ text: 'an import has no attributes here' }] };
        }
        const resolved = resolve(path, importer);
        if ('refused' in resolved) return { errors: [{ text: resolved.refused }] };
        if ('builtin' in resolved) return { path: resolved.builtin, external: true };
        if ('ofPackage' in resolved) return find(path, { kind, resolveDir: ROOT });
        return { path: resolved.file, namespace: CLOSED };
      });
      onLoad({ filter: /^/, namespace: CLOSED }, ({ path }) => ({
        contents: readFileSync(path),
        loader: 'ts',
      }));
    },
  };
}

/** Returns a source map whose sources are paths from the folder of the results. */
function withRealSources(map: string, folder: string): string {
  const parsed = JSON.parse(map) as { sources: string[] };
  const sources = parsed.sources.map((source) =>
    isClosed(source) ? relative(folder, realPath(source)).split(sep).join('/') : source,
  );
  return JSON.stringify({ ...parsed, sources });
}
