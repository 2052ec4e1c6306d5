import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import type { LabNetwork } from './LabNetwork';

/** A question that a student answers before the lab runs. */
export interface Question {
  ask: string;
  /** The possible answers, by their short names. */
  choices: Readonly<Record<string, string>>;
}

/** The short name of the answer to each question. */
export type Answers = Readonly<Record<string, string>>;

/** Returns a new network without users. The network stops when the lab ends. */
export type BeginNetwork = (options: Partial<UserOptions>) => LabNetwork;

/** The texts of a lab: predict, run, explain. */
export interface LabTexts {
  title: string;
  /** A description of the experiment, for the student. */
  plan: string;
  questions: Readonly<Record<string, Question>>;
  /** Questions to think about. The handout has the answers. */
  meaning: readonly string[];
  handout: string;
}

/** An experiment on the real network. */
export interface LabScript extends LabTexts {
  /**
   * Runs the experiment and prints its events.
   *
   * @returns the right answer to each question
   * @throws Error if the experiment does not have the expected result
   */
  run: (begin: BeginNetwork) => Promise<Answers>;
}

/** @throws Error if a statement about the lab is false */
export function mustHold(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it is not true that ${what}`);
}
