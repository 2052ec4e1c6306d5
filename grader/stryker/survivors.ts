/** A mutant that passes, and why that is as it should be. */
export interface Survivor {
  original: string;
  replacement: string;
  why: string;
}

/** What the suites need not notice, by the step's name. */
export const SURVIVORS: Readonly<Record<string, readonly Survivor[]>> = {};
