import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { SOLUTION } from '../../grader/course/parts';
import { SimulatedProgram } from '../edges/SimulatedProgram';

/** Changes some text of a file. */
export interface TextChange {
  /** The file's path in `solution/`. */
  file: string;
  before: string;
  after: string;
}

/**
 * Compiles the reference with a change.
 *
 * @returns the program, and the number of the changed line
 */
export async function changedProgram({
  file,
  before,
  after,
}: TextChange): Promise<{ program: SimulatedProgram; line: number }> {
  const path = join(SOLUTION, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(before);
  if (parts.length !== 2) throw new Error(`${file} must contain "${before}" once`);
  const plugin: Plugin = {
    name: 'change',
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`${file.split('/').join('[\\\\/]')}$`) }, (loaded) =>
        loaded.path === path ? { contents: parts.join(after), loader: 'ts' } : undefined,
      );
    },
  };
  return {
    program: await SimulatedProgram.compile([plugin]),
    line: parts[0].split('\n').length,
  };
}
