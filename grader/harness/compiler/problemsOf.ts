import type { BuildFailure } from 'esbuild';
import { sep } from 'node:path';
import { GraderError } from '../parent/sandbox/GraderError';
import type { Problem } from '../channel/Problem';
import { excerptOf } from '../parent/submission/excerptOf';

/**
 * Returns the mistakes that esbuild found in a program.
 *
 * @param error the error that esbuild threw
 * @throws GraderError if the error has another cause
 */
export function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof Error) || !('errors' in error)) {
    throw new GraderError(`esbuild: ${String(error)}`);
  }
  return (error as BuildFailure).errors.map(({ text, location }) => {
    if (location === null) return { file: '', line: 0, message: text };
    const { file, line, column, lineText } = location;
    // esbuild counts columns in bytes.
    const index = Buffer.from(lineText).subarray(0, column).toString().length;
    const excerpt = excerptOf(lineText, index);
    return { file: file.split(sep).join('/'), line, message: text, excerpt };
  });
}
