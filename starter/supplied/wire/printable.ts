/**
 * Returns the beginning of a text of another user. A `·` takes the place of each character that
 * could control a terminal.
 */
export function printable(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·');
}
