import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';
// Not `prettier` itself: it loads its parts by `import()`, which fails inside Jest.
import { format as prettify } from 'prettier/standalone';
import { ROOT } from '../parts';

/**
 * Returns a text in the project's own style.
 *
 * @throws SyntaxError if it is not TypeScript, or what `parser` names
 */
export async function format(
  source: string,
  parser: 'typescript' | 'markdown' = 'typescript',
): Promise<string> {
  const style: object = JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8'));
  const plugins = [estree, markdown, typescript];
  return prettify(source, { ...style, endOfLine: 'lf', parser, plugins });
}
