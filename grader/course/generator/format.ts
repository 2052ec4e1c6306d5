import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';
// `prettier` itself loads its parts with `import()`, which fails inside Jest.
import { format as prettify } from 'prettier/standalone';
import { ROOT } from '../parts';

/**
 * Returns a text in the project's own style.
 *
 * @throws SyntaxError if the text is not in the language that `parser` reads
 */
export async function format(
  source: string,
  parser: 'typescript' | 'markdown' = 'typescript',
): Promise<string> {
  const style: object = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8'));
  const plugins = [estree, markdown, typescript];
  return prettify(source, { ...style, endOfLine: 'lf', parser, plugins });
}
