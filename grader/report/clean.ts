/** Replaces control characters with `·`, because they can change the display of a terminal. */
export function clean(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{C}\n\t]/gu, '·');
}
