import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * Makes the stack traces of this thread name the lines of the TypeScript that it was compiled from.
 * Node could do so itself (`--enable-source-maps`), but reads the map at once, which makes a thread
 * start an eighth slower; here it is read when the first stack trace is.
 *
 * @param file the compiled code, whose map lies beside it
 */
export function typeScriptStacks(file: string): void {
  let map: SourceMap | undefined;

  const placeOf = (frame: NodeJS.CallSite): string => {
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (frame.getFileName() !== file || line === null || column === null) return String(frame);
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const entry = map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return String(frame);
    const source = resolve(dirname(file), entry.originalSource);
    const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    const name = frame.getFunctionName();
    return name === null ? place : `${name} (${place})`;
  };

  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${placeOf(frame)}`)].join('\n');
}
