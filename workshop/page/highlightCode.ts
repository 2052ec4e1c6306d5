import type * as Typescript from 'typescript';
import { escapeMarkup } from '../../grader/report/formats/escapeMarkup';

/** The kinds of words that have a colour, as TypeScript calls them. */
const COLOURED = ['Keyword', 'Comment', 'NumberLiteral', 'StringLiteral'] as const;

/**
 * Returns TypeScript code as HTML. A word with a colour has a class such as `word-keyword`.
 * TypeScript itself finds the words, because it is installed anyway.
 */
export function highlightCode(code: string): string {
  // Loaded late, because it takes 0.3 s, and the server must be up at once.
  const ts = require('typescript') as typeof Typescript;
  const classifier = ts.createClassifier();
  const kinds = new Map(
    COLOURED.map((name) => [ts.TokenClass[name], name.replace('Literal', '').toLowerCase()]),
  );
  let state = ts.EndOfLineState.None;
  return code
    .split('\n')
    .map((line) => {
      const { entries, finalLexState } = classifier.getClassificationsForLine(line, state, true);
      state = finalLexState;
      let at = 0;
      return entries
        .map(({ length, classification }) => {
          const word = escapeMarkup(line.slice(at, (at += length)));
          const kind = kinds.get(classification);
          return kind === undefined ? word : `<span class="word-${kind}">${word}</span>`;
        })
        .join('');
    })
    .join('\n');
}
