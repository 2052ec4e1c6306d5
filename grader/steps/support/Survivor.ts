/** A change by StrykerJS that passes all checks, and why it may pass. */
export interface Survivor {
  original: string;
  replacement: string;
  /** The whole line, if the same text stands in other lines too. */
  line?: string;
  why: string;
}

const FOR_PEOPLE =
  'the sentence is for people; programs and suites only read the code, or see the rejection';

/** Returns the change that empties a text. */
export const emptiedText = (original: string): Survivor => ({
  original,
  replacement: original.startsWith('`') ? '``' : '""',
  why: FOR_PEOPLE,
});
