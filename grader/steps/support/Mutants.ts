/** A wrong file of a step: a mistake that students make. */
export interface Mutant {
  /** The mistake, in a sentence. */
  name: string;
  source: string;
  /** How the names of the checks begin that it loses, in their order. */
  loses: readonly string[];
  /** What a student reads after the name whose file loses the same checks: what follows from it. */
  advice: string;
}

/** What a step's suite is tried on. */
export interface Mutants {
  wrong: readonly Mutant[];
  /** Correct files in another style, by what is different in them. */
  right: Readonly<Record<string, string>>;
  /** For each function: how the names of the checks of others begin that need it. */
  needs: Readonly<Record<string, readonly string[]>>;
  /** How many files are graded side by side, where grading is mostly waiting; two if not given. */
  lanes?: number;
}
