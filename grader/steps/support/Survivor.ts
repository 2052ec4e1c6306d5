/** A mutant that passes, and why that is as it should be. */
export interface Survivor {
  original: string;
  replacement: string;
  /** The whole line that it stands in, where the same stands elsewhere, too. */
  line?: string;
  why: string;
}

const FOR_PEOPLE =
  'the sentence is for people; programs and suites go by the code, or by the rejection';

/** A text without its words. */
export const unsaid = (original: string): Survivor => ({
  original,
  replacement: original.startsWith('`') ? '``' : '""',
  why: FOR_PEOPLE,
});
