/** Makes a text that a submission had a say in harmless for a terminal. */
export function clean(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{C}\n\t]/gu, '·');
}
