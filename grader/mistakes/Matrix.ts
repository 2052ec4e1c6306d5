import type { Failure } from '../harness/parent/suite/Report';

/** How a check was lost: the kind of the failure, or `not judged`. */
export type Loss = Failure['kind'] | 'not judged';

/** A check, and the numbers of the handout's sentences that the check tests. */
export interface MatrixCheck {
  name: string;
  sentences: readonly number[];
}

/** A mutant, and the checks that the mutant loses. */
export interface Killed {
  name: string;
  advice: string;
  /** How each check was lost, by the check's name. */
  lost: Record<string, Loss>;
  /** The `failureShape` of the failures that a student sees. */
  shape: string;
}

/** Which checks of a step each mutant lost in the last proof. */
export interface Matrix {
  /** The `proofFingerprint` at the time of the proof. */
  madeFrom: string;
  checks: MatrixCheck[];
  mutants: Killed[];
}
