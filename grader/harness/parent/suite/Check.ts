import type { Answer } from './Answer';
import type { Attempt } from './Attempt';
import type { Random } from './Random';
import type { Scripted } from './scripted';

/** The functions that a step's file exports, as `typeof` its namespace gives them. */
export type Functions = object;

/** The arguments of a function, as a check writes them: a stand-in for each callback. */
export type Sent<F> = F extends (...args: infer Args) => unknown
  ? { [I in keyof Args]: Args[I] extends (...args: never[]) => infer R ? Scripted<R> : Args[I] }
  : never;

/** A call as a check writes it: the function's name, then its arguments. */
export type SentCall<F extends Functions, Name extends keyof F = keyof F> = {
  [N in Name]: readonly [name: N, ...args: Extract<Sent<F[N]>, readonly unknown[]>];
}[Name];

/** What a check is about. */
export interface CheckOptions<Name> {
  /** The function that it tests. */
  of: Name;
  /** The number of the sentence in the handout that it tests and that its name repeats, or of several. */
  sentence: number | readonly number[];
  points: number;
  /** How long its calls may take together, in milliseconds; 2000 unless said. */
  ms?: number;
  /** What goes wrong in a real chain without it: one or two sentences. */
  why: string;
}

/** What a scenario is about. */
export interface About<Name> {
  of: Name;
  tried: string;
}

/** What a check has at hand. */
export interface Tools<F extends Functions> {
  /**
   * Calls a function of the submission, on copies of the arguments. The check has failed if that
   * brings no answer: if it throws, hangs or ends the process.
   */
  call: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Answer>;
  /** Makes several calls in a row. What their answers share is the same object in each of them. */
  calls: <const Calls extends readonly SentCall<F>[]>(
    ...calls: Calls
  ) => Promise<{ [I in keyof Calls]: Answer }>;
  /** As `call`, but the submission may throw a `Refusal`. */
  attempt: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Attempt>;
  /**
   * Plays a scenario, a function of `grader/scenarios/` that runs beside the submission. The check
   * has failed if that meets an error, hangs or ends the process.
   *
   * @param scenario its name
   * @param about whom the check is about, and what it tries, in a student's words
   * @param data what the scenario is given: plain data
   * @returns what the scenario saw
   */
  play: (scenario: string, about: About<keyof F & string>, data?: unknown) => Promise<Answer>;
  /** Leaves the check without a verdict, and says why. */
  notJudged: (reason: string) => never;
  /** Random data, the same for the same seed. */
  random: Random;
}

/** What a check does: it demands things of answers, and has passed if it comes to its end. */
export type Body<F extends Functions> = (tools: Tools<F>) => Promise<void>;
