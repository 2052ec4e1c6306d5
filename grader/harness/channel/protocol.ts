/** A callback that is passed to the submission: it returns each answer once, then always `last`. */
export interface Script {
  /** Which argument of the call it is, from 0. */
  at: number;
  answers: readonly unknown[];
  last: unknown;
}

/** A function of the submission to call, with copies of these arguments. */
export interface Call {
  name: string;
  args: readonly unknown[];
  scripts: readonly Script[];
}

/** What the grader asks of a host. The answer must have the same random id. */
export type Request =
  | { id: string; load: string }
  | { id: string; calls: readonly Call[] }
  /** Plays one of the step's scenarios with the submission. */
  | { id: string; scenario: string; data: unknown };

/** An error as one process reports it to another. */
export interface ErrorReport {
  name: string;
  message: string;
  code?: unknown;
  /** The function that a `NotImplemented` names. */
  functionName?: unknown;
  stack: string;
}

/** What a call did to its arguments and callbacks. */
export interface Traces {
  /** The arguments after the call; undefined in place of a callback. */
  args: readonly unknown[];
  /** What each callback was called with, in order. */
  heard: ReadonlyArray<readonly unknown[]>;
  /** How long the call took, in milliseconds. */
  ms: number;
}

/**
 * What came of a call. An object that is in several places of an answer is one object again when it
 * arrives: this shows what a submission shares.
 */
export type CallReport =
  | ({ outcome: 'returned'; value: unknown } & Traces)
  | ({ outcome: 'threw'; error: ErrorReport } & Traces)
  /** The file exports no such function; `found` is the type of what it exports instead. */
  | { outcome: 'missing'; found: string }
  /** The function returned something other than plain data, such as a function or a promise. */
  | { outcome: 'not data'; what: string };

/** What a host sends to the grader. */
export type HostMessage =
  /** The driver is ready; the submission has not run yet. */
  | { up: true }
  | { id: string; loaded: true }
  | { id: string; loadError: ErrorReport }
  /** `kept`: arguments and what callbacks heard, copied before any returned value is read. */
  | { id: string; kept?: readonly unknown[]; reports: readonly CallReport[] }
  /** What a scenario saw, or the error that it met. */
  | { id: string; seen: unknown }
  | { id: string; met: ErrorReport }
  /** Thrown by code that the submission left running. */
  | { uncaught: ErrorReport };
