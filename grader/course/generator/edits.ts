/** Replaces the text from `start` up to `end`; where the two are equal, it inserts. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Applies edits to a text. All positions are those of the given text. What no edit covers stays
 * unchanged.
 *
 * @param edits in any order; of two with the same start, the shorter is applied first
 * @throws RangeError if two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < position) throw new RangeError(`edits overlap at ${edit.start}`);
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}
