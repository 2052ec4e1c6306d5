import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

interface SourceMapFile {
  sources: string[];
  sourcesContent?: string[];
}

/**
 * Puts the source map of a compiled file, and the text of its sources, into the compiled file. Some
 * debuggers read no other files.
 *
 * @param path the compiled file; its map is beside it
 * @param copies the files that were compiled instead of others. The map then names the others
 */
export function embedMap(path: string, copies: ReadonlyMap<string, string>): void {
  const folder = dirname(path);
  const map = JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapFile;
  const sources = map.sources.map((source) => {
    const file = resolve(folder, source);
    return copies.get(file) ?? file;
  });
  const embedded = JSON.stringify({
    ...map,
    sources: sources.map((file) => relative(folder, file).split(sep).join('/')),
    sourcesContent: sources.map((file) => readFileSync(file, 'utf8')),
  });
  const url = `data:application/json;base64,${Buffer.from(embedded).toString('base64')}`;
  const link = `//# sourceMappingURL=${basename(path)}.map`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(link, () => `//# sourceMappingURL=${url}`),
  );
  rmSync(join(folder, `${basename(path)}.map`));
}
