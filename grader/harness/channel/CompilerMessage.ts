import type { Problem } from './Problem';

/** A message of a compiler's process to the grader. */
export type CompilerMessage =
  | { up: true }
  /** The mistakes that prevented the compilation. */
  | { problems: Problem[] }
  /** The error of the grader itself. */
  | { fault: string };
