/**
 * Returns a stranger's text between the Unicode marks of a "first strong isolate". Right-to-left
 * letters in this text then cannot reverse the sentence around the text. In HTML, `bdi` does the
 * same.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
