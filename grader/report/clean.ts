/** Returns a text with `·` in place of control characters, which can change what a terminal shows. */
export function clean(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{C}\n\t]/gu, '·');
}
