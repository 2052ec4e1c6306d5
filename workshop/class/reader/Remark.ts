/**
 * A sentence about a submission. Paths are kept apart, because a path can contain the student's
 * name.
 */
export interface Remark {
  /** The sentence. Each `%` stands for a path. */
  text: string;
  paths: readonly string[];
}

/** The maximum length of a path in a sentence, in characters. */
const LONGEST_PATH = 120;

export function remark(text: string, ...paths: string[]): Remark {
  return { text, paths };
}

/**
 * Returns the sentence.
 *
 * @param showsPaths false to leave out the paths
 */
export function sentenceOf({ text, paths }: Remark, showsPaths: boolean): string {
  let next = 0;
  return text.replaceAll('%', () => {
    const path = paths[next++] ?? '';
    const isLong = path.length > LONGEST_PATH;
    return `"${showsPaths ? `${path.slice(0, LONGEST_PATH)}${isLong ? '…' : ''}` : '…'}"`;
  });
}
