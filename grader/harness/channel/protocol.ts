import type { StoryText } from './storyText';

/**
 * A callback for the submission. It returns the answers one after the other, then always `last`.
 */
export interface Script {
  /** The position of the callback among the arguments, from 0. */
  at: number;
  answers: readonly unknown[];
  last: unknown;
}

/** A call of a function of the submission, with copies of these arguments. */
export interface Call {
  name: string;
  args: readonly unknown[];
  scripts: readonly Script[];
}

/** A request of the grader to a host. The answer must have the random id of the request. */
export type Request =
  | { id: string; load: string }
  | { id: string; calls: readonly Call[] }
  /** Plays one of the step's scenarios with the submission. */
  | { id: string; scenario: string; data: unknown }
  /** Plays some stories. If `anew` is true, loads the submission again before each story. */
  | { id: string; stories: StoryText; anew: boolean }
  /** A message of a check to the scenario with this id. */
  | { id: string; tell: unknown };

/** The data that one process sends to another about an error. */
export interface ErrorReport {
  name: string;
  message: string;
  code?: unknown;
  /** The function that a `NotImplemented` names. */
  functionName?: unknown;
  stack: string;
}

/** The effects of a call on the arguments and callbacks. */
export interface Traces {
  /** The arguments after the call, with undefined instead of a callback. */
  args: readonly unknown[];
  /** The arguments of each call of a callback, in order. */
  heard: ReadonlyArray<readonly unknown[]>;
}

/**
 * The result of a call. If an object is in several places of an answer, the grader receives one
 * object. This shows which objects a submission shares.
 */
export type CallReport =
  | (Traces & { outcome: 'returned'; value: unknown })
  | (Traces & { outcome: 'threw'; error: ErrorReport })
  /** The file exports no function of this name. `found` is the type of the export of this name. */
  | { outcome: 'missing'; found: string }
  /** The returned value is not plain data. For example, it is a function or a promise. */
  | { outcome: 'not data'; what: string };

/** A message of a host to the grader. */
export type HostMessage =
  /** The driver is ready. The submission has not run yet. */
  | { up: true }
  | { id: string; loaded: true }
  | { id: string; loadError: ErrorReport }
  | { id: string; reports: readonly CallReport[] }
  /** What some stories did. A submission can send anything here. */
  | { id: string; played: readonly StoryText[] }
  /** The result of a scenario: the values that it saw, or the error that stopped it. */
  | { id: string; seen: unknown }
  | { id: string; met: ErrorReport }
  /** A message of a scenario to its check. */
  | { id: string; told: unknown }
  /** An error of code that the submission left running. */
  | { uncaught: ErrorReport };
