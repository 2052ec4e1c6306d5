import type { State } from '../../../grader/harness/parent/suite/Report';

/**
 * All that the course page shows besides the handout. The server sends the whole state on each
 * connection and after each change. Texts of checks come from submissions, so they are text, never
 * HTML.
 */
export interface CourseState {
  /** The project's folder, for links to the editor. */
  root: string;
  /** The id of the editor that the student's `EDITOR` names, or null. */
  editor: string | null;
  steps: readonly StepState[];
  /** The number of the first step that has not passed. Null if all steps have passed. */
  next: number | null;
  /** The numbers of the steps that wait to be graded. The first one is being graded now. */
  waiting: readonly number[];
  /** Why the grader does not work, or null. */
  fault: string | null;
  network: NetworkState;
  /** The scene that is played, or that was played last. */
  scene: SceneState | null;
}

/** A step in the list of steps. */
export interface StepState {
  number: number;
  name: string;
  title: string;
  minutes: number;
  outOf: number;
  /** Null if the step has to be graded first. */
  points: number | null;
  /**
   * `missing`: the file is not there, or is no file. `unwritten`: all functions are stubs. `begun`:
   * at least one function is written, and the file has not passed.
   */
  progress: 'missing' | 'unwritten' | 'begun' | 'passed';
  /** The hints that the student has received, as HTML. */
  hints: readonly string[];
  /** How many hints the step has. */
  hintCount: number;
  /** The last grade since the start of the server. Null if there is none. */
  grade: StepGrade | null;
}

/** The grade of a step. */
export interface StepGrade {
  /** When the grading ended, in milliseconds since 1970. */
  gradedAt: number;
  points: number;
  outOf: number;
  /** The state of each numbered sentence of the handout, by its number. */
  sentences: Readonly<Record<number, SentenceState>>;
  /** Empty if the file cannot be loaded. */
  checks: readonly ShownCheck[];
  /** Why the file cannot be loaded, and where. Null if it can. */
  unloadable: { text: string; place: Place | null } | null;
  typeErrors: readonly string[];
  /** What is probably wrong, in words. */
  likely: readonly string[];
}

/** The state of a sentence of the handout, or of a check. */
export type SentenceState = State | 'not written';

export interface ShownCheck {
  name: string;
  /** The function that the check tests. */
  of: string;
  state: SentenceState;
  points: number;
  outOf: number;
  /** The sentences of the handout that the check tests. If it failed: the broken ones. */
  sentences: readonly number[];
  /** Words such as `expected`, each with its text. */
  parts: readonly (readonly [label: string, text: string])[];
  /** The place in the student's file. */
  place: Place | null;
}

/** A line in one of the student's files. */
export interface Place {
  file: string;
  line: number;
}

/** A scene in the network, with a naive part or with the student's part. */
export interface SceneState {
  step: number;
  whose: 'naive' | 'yours';
  title: string;
  plan: string;
  /** Says whose part it is. */
  part: string;
  /** What has happened until now. */
  text: string;
  isPlaying: boolean;
  /** Null until the scene is over, and for a scene that another one has ended. */
  ending: { isGood: boolean; text: string } | null;
}

/** The student's network. */
export interface NetworkState {
  phase: 'stopped' | 'starting' | 'running' | 'failed';
  /** The names of the users that are ready. */
  users: readonly string[];
  /** The height of the longest chain that the explorer sees. */
  height: number;
  /** What is wrong, each in one text. */
  problems: readonly string[];
  /** The end of what the network printed. */
  printed: string;
  /** True if the network runs files that the student has changed since. */
  isOld: boolean;
}
