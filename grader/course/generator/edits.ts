/** Replaces the text from `start` up to `end`. If `start` equals `end`, the edit inserts a text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Applies edits to a text. All positions refer to the given text. The text outside of the edits
 * stays unchanged.
 *
 * @param edits the edits, in any order. If two have the same start, the shorter edit is applied
 *   first.
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
