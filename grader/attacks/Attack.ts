import type { StepName } from '../course/course';

/** A file that solves nothing and wants points all the same, or would spoil those of others. */
export interface Attack {
  /** What it does, in words. */
  name: string;
  step: StepName;
  /** The step's file. */
  source: string;
  /** What the student is told, of at least one check. */
  told: RegExp;
  /** Lays out whatever else it needs in the folder of the submission. */
  prepare?: (folder: string) => void;
}
