import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Makes the stack traces of this thread name the lines of its TypeScript. Node has the flag
 * `--enable-source-maps` for this, but then Node reads the source map at the start. That makes the
 * start of a thread an eighth slower. This function reads the map only when the first stack trace
 * is read.
 *
 * @param file the compiled code; its map is in the same folder
 */
export function typeScriptStacks(file: string): void {
  let map: SourceMap | undefined;

  const placeOf = (frame: NodeJS.CallSite): string => {
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (frame.getFileName() !== file || line === null || column === null) return String(frame);
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const entry = map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return String(frame);
    // The map names its sources by URL. In a URL, `ä` is `%C3%A4`. A file on another drive has a
    // whole URL.
    const source = fileURLToPath(new URL(entry.originalSource, pathToFileURL(file)));
    const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    const name = frame.getFunctionName();
    return name === null ? place : `${name} (${place})`;
  };

  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${placeOf(frame)}`)].join('\n');
}
