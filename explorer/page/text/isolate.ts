/**
 * Wraps a stranger's text in Unicode's first strong isolate. Right-to-left letters in it then
 * cannot reverse the sentence around it. In HTML, `bdi` does the same.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
