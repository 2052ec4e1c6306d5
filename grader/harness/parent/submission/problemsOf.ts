import { sep } from 'node:path';
import type { BuildFailure } from 'esbuild';
import { excerptOf } from './excerptOf';
import { GraderError } from '../sandbox/GraderError';
import type { Problem } from '../suite/Report';

/**
 * The mistakes that kept a program from being compiled.
 *
 * @param error what esbuild threw
 * @throws GraderError if it is no mistake in the program
 */
export function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof Error) || !('errors' in error)) {
    throw new GraderError(`esbuild: ${String(error)}`);
  }
  return (error as BuildFailure).errors.map(({ text, location }) => {
    if (location === null) return { file: '', line: 0, message: text };
    const { file, line, column, lineText } = location;
    const excerpt = excerptOf(lineText, column);
    return { file: file.split(sep).join('/'), line, message: text, excerpt };
  });
}
