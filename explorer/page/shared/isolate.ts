/**
 * Wraps words of strangers so that right-to-left writing in them cannot turn the sentence around them
 * (Unicode's first strong isolate). For plain text; where there is markup, `bdi` does the same.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
