import type { ThreadCode } from '../user/bundle';

/** What runs: the reference, or a student's network with borrowed parts. */
export interface Program {
  /** How it was started, such as `npm run solution`. */
  command: string;
  /** The code of a user's threads. */
  code: ThreadCode;
  /** What Node runs to show the network in a browser, if it can be shown. */
  explorer?: readonly string[];
  /** What to say first. */
  intro: readonly string[];
  /** Says in a sentence or two what went wrong and where, for people. */
  explain: (error: ErrorLike) => string;
}

/** An error, or what is left of one that came from a thread. */
export interface ErrorLike {
  message: string;
  stack?: string;
}

/** Whatever was thrown, as an error. */
export function errorLike(error: unknown): ErrorLike {
  return error instanceof Error ? error : { message: String(error) };
}

/** The message of an error, and the place of the first line of its stack that is not Node's. */
export function explainPlainly({ message, stack = '' }: ErrorLike): string {
  const place = stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return place === undefined ? message : `${message} (${place.trim()})`;
}
