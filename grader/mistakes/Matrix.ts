import type { Failure } from '../harness/parent/suite/Report';

/** How a check was lost: how it failed, or that it could not be judged. */
export type Loss = Failure['kind'] | 'not judged';

/** A mutant, and the checks that it loses. */
export interface Killed {
  name: string;
  advice: string;
  /** By the check's name. */
  lost: Record<string, Loss>;
  /** What a student sees of that, as `failureShape` gives it. */
  shape: string;
}

/** Which checks of a step each mutant loses, as the last proof saw it. */
export interface Matrix {
  /** What `fingerprintOfProof` gave then. */
  madeFrom: string;
  checks: string[];
  mutants: Killed[];
}

/** Returns the names of the checks that no mutant loses. */
export function uncaught({ checks, mutants }: Matrix): string[] {
  return checks.filter((check) => !mutants.some(({ lost }) => Object.hasOwn(lost, check)));
}
