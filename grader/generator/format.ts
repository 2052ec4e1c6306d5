import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
// Not `prettier` itself, which loads its parts by `import()`: inside Jest that fails.
import { format as prettify } from 'prettier/standalone';
import { ROOT } from '../parts';

/**
 * Formats TypeScript in the project's own style.
 *
 * @throws SyntaxError if the text is no TypeScript
 */
export async function format(source: string): Promise<string> {
  const style: object = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8'));
  return prettify(source, {
    ...style,
    endOfLine: 'lf',
    parser: 'typescript',
    plugins: [estree, typescript],
  });
}
