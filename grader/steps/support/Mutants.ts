/** A wrong file of a step, with a mistake that students make. */
export interface Mutant {
  /** The mistake, as a sentence. */
  name: string;
  source: string;
  /** The checks that it loses, in their order. Each text begins the name of exactly one check. */
  loses: readonly string[];
  /** What the mistake leads to, and what to do. Students read it after the name. */
  advice: string;
}

/** The files on which the proof tries a step's suite. */
export interface Mutants {
  wrong: readonly Mutant[];
  /** Correct files in another style, by what is different in them. */
  right: Readonly<Record<string, string>>;
  /** Checks of other functions that need a function, by the function. Texts as in `loses`. */
  needs?: Readonly<Record<string, readonly string[]>>;
  /** How many files are graded at the same time; 2 if not given. More if they mostly wait. */
  lanes?: number;
}
