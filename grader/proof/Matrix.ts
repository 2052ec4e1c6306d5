import type { Failure } from '../harness/Report';

/** How a check was lost: how it failed, or that it could not be judged. */
export type Loss = Failure['kind'] | 'not judged';

/** A mutant, and what it was seen to lose. */
export interface Killed {
  name: string;
  advice: string;
  /** By the check's name. */
  lost: Record<string, Loss>;
  /** What a student sees of that, as `looksOf` gives it. */
  looks: string;
}

/** Which checks each mutant loses, as the last proof saw it. */
export interface Matrix {
  /** What `madeFrom` gave then. */
  madeFrom: string;
  /** By the step's name. */
  steps: Record<string, { checks: string[]; mutants: Killed[] }>;
}
