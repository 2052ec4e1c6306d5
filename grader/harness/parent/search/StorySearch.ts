import type { Outcome, Story } from '../../channel/Story';

/** The reference's functions, which are called as a submission's functions are. */
export type Reference = Readonly<Record<string, unknown>>;

/** Where a submission differs from the reference: in a call's outcome, or in a value at the end. */
export type Difference =
  | { kind: 'outcome'; call: string; move: number; expected: Outcome; got: Outcome }
  | {
      kind: 'value';
      name: string;
      expected: unknown;
      got: unknown;
      /** What differs, if the values are equal: lists of texts. */
      about?: 'fields in order' | 'traces';
    }
  /** The story has no end. */
  | { kind: 'ending'; call: string; move: number; expected: Outcome; got: string; isHang: boolean };

/** How a step is searched with stories. */
export interface StorySearch {
  reference: Reference;
  /** Makes the stories. The same seed gives the same stories. */
  stories: (seed: number) => readonly Story[];
  /**
   * Returns the number of the handout's sentence that a difference breaks. In a value at the end,
   * `name` is the value's name in the story. Returns undefined if no sentence promises what the
   * reference does. The difference is then ignored.
   */
  sentenceOf: (difference: Difference, story: Story) => number | undefined;
  /** Words for long texts, such as the name of an address's owner. */
  labels?: Readonly<Record<string, string>>;
}

/** A story that fails, with its difference and the sentence that it breaks. */
export interface Found {
  story: Story;
  difference: Difference;
  sentence: number;
}
