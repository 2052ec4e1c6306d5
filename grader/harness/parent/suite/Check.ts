import type { Answer } from './Answer';
import type { Attempt } from './Attempt';
import type { Random } from './Random';
import type { Scripted } from './scripted';

/** What a step's file exports: the `typeof` of its namespace. */
export type Functions = object;

/** The arguments of a function, as a check writes them: with a `Scripted` for each callback. */
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
  /** The number of the handout's sentence that it tests and that its name repeats, or several. */
  sentence: number | readonly number[];
  points: number;
  /** How long its calls may take together, in milliseconds; 2000 if left out. */
  ms?: number;
  /** What goes wrong in a real chain without it: one or two sentences. */
  why: string;
}

/** What a scenario is about. */
export interface About<Name> {
  of: Name;
  tried: string;
}

/** What a check works with. */
export interface Tools<F extends Functions> {
  /**
   * Calls a function of the submission with copies of the arguments. The check fails if the function
   * throws, hangs or ends the process.
   */
  call: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Answer>;
  /** Makes several calls in a row. An object that their answers share stays one object. */
  calls: <const Calls extends readonly SentCall<F>[]>(
    ...calls: Calls
  ) => Promise<{ [I in keyof Calls]: Answer }>;
  /** As `call`, but the submission may throw a `Refusal`. */
  attempt: <Name extends keyof F>(...call: SentCall<F, Name>) => Promise<Attempt>;
  /**
   * Plays a scenario: a function of the step's `child/scenario.ts`, which runs beside the submission.
   * The check fails if the scenario meets an error, hangs or ends the process.
   *
   * @param scenario its name
   * @param about the function that is tested, and what is tried, in a student's words
   * @param data plain data for the scenario
   * @returns what the scenario saw
   */
  play: (scenario: string, about: About<keyof F & string>, data?: unknown) => Promise<Answer>;
  /** Ends the check without a verdict. */
  notJudged: (reason: string) => never;
  /** Random data, the same for the same seed. */
  random: Random;
}

/** What a check does: it demands things of answers. It passes if it does not throw. */
export type Body<F extends Functions> = (tools: Tools<F>) => Promise<void>;
