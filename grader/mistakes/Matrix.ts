import type { Failure } from '../harness/parent/suite/Report';

/** How a check was lost: how it failed, or that it could not be judged. */
export type Loss = Failure['kind'] | 'not judged';

/** A check, and the numbers of the handout's sentences that it tests. */
export interface MatrixCheck {
  name: string;
  sentences: readonly number[];
}

/** A mutant, and the checks that it loses. */
export interface Killed {
  name: string;
  advice: string;
  /** By the check's name. */
  lost: Record<string, Loss>;
  /** Which failures a student sees: see `failureShape`. */
  shape: string;
}

/** Which checks of a step each mutant lost in the last proof. */
export interface Matrix {
  /** The `proofFingerprint` of that time. */
  madeFrom: string;
  checks: MatrixCheck[];
  mutants: Killed[];
}
