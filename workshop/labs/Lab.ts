import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import type { LabNetwork } from './LabNetwork';

/** Something to predict before a lab runs. */
export interface Question {
  ask: string;
  /** What one can answer, by a name for each; the run shows which of them it was. */
  choices: Readonly<Record<string, string>>;
}

/** By question: the name of a choice. */
export type Answers = Readonly<Record<string, string>>;

/** Starts an empty network, which is ended with the lab. */
export type BeginNetwork = (options: Partial<UserOptions>) => LabNetwork;

/** An experiment on the real network: predict, run, explain. */
export interface Lab {
  title: string;
  /** What is going to be done. */
  plan: string;
  questions: Readonly<Record<string, Question>>;
  /**
   * Does it and shows what happened.
   *
   * @returns what it was, for each question
   * @throws Error if what was to be shown did not happen
   */
  run: (begin: BeginNetwork) => Promise<Answers>;
  /** What to think about; the handout has the answers. */
  meaning: readonly string[];
  handout: string;
}
