import ts from 'typescript';
import type { Edit } from './edits';

/** Returns the edit that removes a declaration with its comments and its lines. */
export function removal(file: ts.SourceFile, node: ts.Node): Edit {
  return { start: startWithComments(file, node), end: lineEndAfter(file, node), text: '' };
}

/**
 * Returns where a declaration's comments begin. A blank line separates them from other comments.
 */
export function startWithComments(file: ts.SourceFile, node: ts.Node): number {
  let start = node.getStart();
  for (const comment of (ts.getLeadingCommentRanges(file.text, node.pos) ?? []).reverse()) {
    if (/\n\s*\n/.test(file.text.slice(comment.end, start))) break;
    start = comment.pos;
  }
  return start;
}

/** Returns where the line after a node begins. A comment after the node is on the node's line. */
export function lineEndAfter(file: ts.SourceFile, node: ts.Node): number {
  const end = ts.getTrailingCommentRanges(file.text, node.end)?.at(-1)?.end ?? node.end;
  const rest = /^[ \t]*\n/.exec(file.text.slice(end));
  return end + (rest?.[0].length ?? 0);
}
