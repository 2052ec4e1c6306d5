import type { StepName } from '../../course/course';
import type { Parts } from '../../course/parts';

/** A step's file to compile. */
export interface StepOrder {
  step: StepName;
  /** The step's own file. */
  file: string;
  /** The folders of the supplied files and of the earlier steps. */
  parts: Parts;
  /** The existing folder for the results. */
  folder: string;
}
