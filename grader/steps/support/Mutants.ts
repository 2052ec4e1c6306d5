/** A wrong file of a step, with a mistake that students make. */
export interface Mutant {
  /** The mistake, as a sentence. */
  name: string;
  source: string;
  /**
   * The checks that the file loses, in the order of the suite. Each text is the beginning of the
   * name of exactly one check.
   */
  loses: readonly string[];
  /**
   * The result of the mistake, and the way to repair it. Students read this text after the name.
   */
  advice: string;
}

/** The files on which the proof tries a step's suite. */
export interface Mutants {
  wrong: readonly Mutant[];
  /** Correct files in other styles. The key names the difference. */
  right: Readonly<Record<string, string>>;
  /**
   * The key is a function. The value lists checks of other functions that need this function. The
   * texts have the same form as in `loses`.
   */
  needs?: Readonly<Record<string, readonly string[]>>;
  /**
   * How many files are graded at the same time. The default is 2. Files that mostly wait use a
   * higher number.
   */
  lanes?: number;
}
