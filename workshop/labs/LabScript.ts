import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import type { LabNetwork } from './LabNetwork';

/** A question that a student answers before the lab runs. */
export interface Question {
  ask: string;
  /** The possible answers, each by a short name. */
  choices: Readonly<Record<string, string>>;
}

/** The name of the chosen answer, by question. */
export type Answers = Readonly<Record<string, string>>;

/** Returns a new network without users. It stops when the lab ends. */
export type BeginNetwork = (options: Partial<UserOptions>) => LabNetwork;

/** An experiment on the real network: predict, run, explain. */
export interface LabScript {
  title: string;
  /** What the lab will do. */
  plan: string;
  questions: Readonly<Record<string, Question>>;
  /**
   * Runs the experiment and prints what happens.
   *
   * @returns the right answer to each question
   * @throws Error if the experiment does not show what it is about
   */
  run: (begin: BeginNetwork) => Promise<Answers>;
  /** Questions to think about. The handout has the answers. */
  meaning: readonly string[];
  handout: string;
}

/** @throws Error if something that a lab shows is not true */
export function mustHold(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it is not true that ${what}`);
}
