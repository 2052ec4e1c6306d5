import type { ThreadCode } from '../user/bundle';

/** The program that runs: the reference, or a student's parts with borrowed ones. */
export interface Program {
  /** The command that starts it, such as `npm run solution`. */
  command: string;
  /** The code of a user's threads. */
  code: ThreadCode;
  /** Arguments for Node that start the explorer, if there is one. */
  explorer?: readonly string[];
  /** Lines to print first. */
  intro: readonly string[];
  /** Returns one or two sentences for people: what went wrong, and where. */
  explain: (error: ErrorLike) => string;
}

/** An error, or the parts of one that came from a thread. */
export interface ErrorLike {
  message: string;
  stack?: string;
}

/** A thrown value, as an error. */
export function errorLike(error: unknown): ErrorLike {
  return error instanceof Error ? error : { message: String(error) };
}

/** The message of an error, and the first place in its stack that is not inside Node. */
export function explainPlainly({ message, stack = '' }: ErrorLike): string {
  const place = stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return place === undefined ? message : `${message} (${place.trim()})`;
}
