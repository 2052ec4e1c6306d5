/** A place in a student's file. */
export interface Place {
  /** The path that students see, such as `starter/mine.ts`. */
  file: string;
  /** The first line is 1. */
  line: number;
}

/** A mistake that the compiler found. */
export interface Problem extends Place {
  message: string;
  /** The line, with a caret below the place. Undefined if the compiler names no place. */
  excerpt?: string;
}
