/** A change by StrykerJS that is allowed to pass all checks, and the reason. */
export interface Survivor {
  original: string;
  replacement: string;
  /** The whole line, if other lines contain the same text. */
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
