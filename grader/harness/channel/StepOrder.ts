import type { StepName } from '../../course/course';
import type { Parts } from '../../course/parts';

/** What the process of a step's compiler can compile. */
export type StepOrder = HarnessOrder | SubmissionOrder;

/** Our own files for the process of a submission. */
export interface HarnessOrder {
  step: StepName;
  /** The existing folder for the results. */
  folder: string;
}

/** A step's file. */
export interface SubmissionOrder {
  file: string;
  /** The folders of the supplied files and of the earlier steps. */
  parts: Parts;
  /** The existing folder for the results. */
  folder: string;
}
