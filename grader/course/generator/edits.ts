/** Replaces the text from `start` up to `end`; nothing is replaced where the two are equal. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Applies edits to a text. All positions are those of the text as given, and whatever no edit
 * names stays byte for byte.
 *
 * @param edits in any order; of two that start at the same place, the shorter comes first
 * @throws RangeError if two of them overlap
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
