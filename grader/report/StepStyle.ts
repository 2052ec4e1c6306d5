import type { Paint } from './paint';

/** How to show a step. */
export interface StepStyle {
  /** The command that explains every failure. */
  whole: string;
  /** True to explain every failure. */
  all: boolean;
  paint: Paint;
  columns: number;
  /** The maximum number of lines of the step. */
  rows: number;
}
