import type { ThreadCode } from '../user/bundle';

/** The running program: the reference, or a student's parts with borrowed parts. */
export interface Program {
  /** The command that starts it, such as `npm run solution`. */
  command: string;
  /** The code of a user's threads. */
  code: ThreadCode;
  /** The arguments for Node that start the explorer. Undefined if the program has no explorer. */
  explorer?: readonly string[];
  /** More lines of help, about options that only this program has. */
  moreHelp?: string;
  /** The names of the parts that the student has written. */
  ownParts?: readonly string[];
  /** The lines to print first. */
  intro: readonly string[];
  /** Returns one or two sentences for people: what went wrong, and where. */
  explain: (error: ErrorLike) => string;
}

/** An error, or the copied parts of an error from a thread. */
export interface ErrorLike {
  message: string;
  stack?: string;
}

/** Returns a thrown value as an error. */
export function errorLike(error: unknown): ErrorLike {
  return error instanceof Error ? error : { message: String(error) };
}

/** Returns the message of an error, and the first place in its stack that is outside Node. */
export function explainPlainly({ message, stack = '' }: ErrorLike): string {
  const place = stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return place === undefined ? message : `${message} (${place.trim()})`;
}
