import type { SentenceState } from '../channel/CourseState';

/** The sign before each state. Colours alone are not enough for every reader. */
export const SIGNS: Readonly<Record<SentenceState, string>> = {
  passed: '✓',
  failed: '✗',
  'not judged': '–',
  'not written': '–',
};

/** Returns a state as part of a class name or of a data attribute. */
export const markOf = (state: SentenceState): string => state.replace(' ', '-');
