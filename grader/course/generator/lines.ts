import ts from 'typescript';
import type { Edit } from './edits';

/** The edit that takes a declaration away, with the comments on it and the lines that it filled. */
export function removal(file: ts.SourceFile, node: ts.Node): Edit {
  return { start: startWithComments(file, node), end: lineEndAfter(file, node), text: '' };
}

/** Where the comments begin that stand directly on a declaration, with no blank line between. */
export function startWithComments(file: ts.SourceFile, node: ts.Node): number {
  let start = node.getStart();
  for (const comment of (ts.getLeadingCommentRanges(file.text, node.pos) ?? []).reverse()) {
    if (/\n\s*\n/.test(file.text.slice(comment.end, start))) break;
    start = comment.pos;
  }
  return start;
}

/** Where the next line begins, past a comment that stands behind the node on its own line. */
export function lineEndAfter(file: ts.SourceFile, node: ts.Node): number {
  const end = ts.getTrailingCommentRanges(file.text, node.end)?.at(-1)?.end ?? node.end;
  const rest = /^[ \t]*\n/.exec(file.text.slice(end));
  return end + (rest?.[0].length ?? 0);
}
