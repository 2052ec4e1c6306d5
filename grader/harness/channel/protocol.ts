/** A callback that is passed to the submission: it answers these in turn, then `last` for ever. */
export interface Script {
  /** Which argument it is, from 0. */
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

/** What the grader asks of a host. The answer must bear the same random id. */
export type Request =
  | { id: string; load: string }
  | { id: string; calls: readonly Call[] }
  /** Plays a scenario of the step's with the submission. */
  | { id: string; scenario: string; data: unknown };

/** An error as it is told across processes. */
export interface ErrorReport {
  name: string;
  message: string;
  code?: unknown;
  /** The function that a `NotImplemented` names. */
  functionName?: unknown;
  stack: string;
}

/** What the arguments and callbacks of a call saw. */
export interface Traces {
  /** The arguments after the call, scripted callbacks left out (undefined). */
  args: readonly unknown[];
  /** What each callback was called with, in order. */
  heard: ReadonlyArray<readonly unknown[]>;
  /** How long the call took, in milliseconds. */
  ms: number;
}

/**
 * What came of a call. An object that stands in several places of one answer is one object again
 * when it arrives, so that it can be seen what a submission shares.
 */
export type CallReport =
  | ({ outcome: 'returned'; value: unknown } & Traces)
  | ({ outcome: 'threw'; error: ErrorReport } & Traces)
  /** There is no such function among the exports; `found` says what is there instead. */
  | { outcome: 'missing'; found: string }
  /** It returned something that is not plain data, such as a function or a promise. */
  | { outcome: 'not data'; what: string };

/** What a host tells the grader. */
export type HostMessage =
  /** The driver is ready; nothing of the submission has run. */
  | { up: true }
  | { id: string; loaded: true }
  | { id: string; loadError: ErrorReport }
  /** `kept`: the arguments and what callbacks heard, as they were before any value was looked at. */
  | { id: string; kept?: readonly unknown[]; reports: readonly CallReport[] }
  /** What a scenario saw, or the error that it met. */
  | { id: string; seen: unknown }
  | { id: string; met: ErrorReport }
  /** Thrown by something that the submission left running. */
  | { stray: ErrorReport };
