import type { Listen } from '../sandbox/Host';
import type { Answer } from './Answer';
import type { Attempt } from './Attempt';
import type { Random } from './Random';
import type { Scripted } from './scripted';

/** The exports of a step's file: the `typeof` of its namespace. */
export type Functions = object;

/** The arguments of a function in a check. A `Scripted` replaces each callback. */
export type Sent<F> = F extends (...args: infer Args) => unknown
  ? { [I in keyof Args]: Args[I] extends (...args: never[]) => infer R ? Scripted<R> : Args[I] }
  : never;

/** A call in a check: the function's name, then the arguments. */
export type SentCall<F extends Functions, Name extends keyof F = keyof F> = {
  [N in Name]: readonly [name: N, ...args: Extract<Sent<F[N]>, readonly unknown[]>];
}[Name];

/** The subject and the settings of a check. */
export interface CheckOptions<Name> {
  /** The function that the check tests. */
  of: Name;
  /** The handout's sentence that the check tests, or several, the main one first. */
  sentence: number | readonly number[];
  points: number;
  /** How long all calls of the check can take together, in milliseconds. The default is 2000. */
  ms?: number;
  /** What goes wrong in a real chain that breaks the sentence. One or two sentences. */
  why: string;
}

/** The function that a scenario tests, and a description of the scenario for students. */
export interface About<Name> {
  of: Name;
  tried: string;
}

/** The tools of a check. */
export interface Tools<F extends Functions> {
  /**
   * Calls a function of the submission with copies of the arguments. The check fails if the
   * function throws, hangs or ends the process.
   */
  call: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Answer>;
  /** Makes several calls in a row. An object that is in several answers stays one object. */
  calls: <const Calls extends readonly SentCall<F>[]>(
    ...calls: Calls
  ) => Promise<{ [I in keyof Calls]: Answer }>;
  /** Does the same as `call`, but the submission is allowed to throw a `Refusal`. */
  attempt: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Attempt>;
  /**
   * Plays a scenario, which is a function of the step's `child/scenario.ts`. The scenario runs in
   * the process of the submission. The check fails if the scenario throws an error, hangs or ends
   * the process.
   *
   * @param scenario the scenario's name
   * @param about the tested function, and a description of the scenario for students
   * @param data plain data for the scenario
   * @param listen the check's side, if the scenario talks with its check
   * @returns the values that the scenario saw
   */
  play: (
    scenario: string,
    about: About<keyof F & string>,
    data?: unknown,
    listen?: Listen,
  ) => Promise<Answer>;
  /** How slow the machine is, from 1. A limit of time in a check grows by this factor. */
  readonly slowness: number;
  /** Ends the check without a verdict. */
  notJudged: (reason: string) => never;
  /** Random data. The same seed gives the same data. */
  random: Random;
}

/** The code of a check. The check passes if this code does not throw an error. */
export type Body<F extends Functions> = (tools: Tools<F>) => Promise<void>;
