import type { StepGrade } from '../channel/CourseState';

/** One line from the process that grades, as JSON. */
export type GradeLine =
  /** The steps that wait. The first one is being graded. */
  | { kind: 'waiting'; steps: readonly number[] }
  | { kind: 'grade'; step: number; seed: number; grade: StepGrade }
  /** The grader itself does not work. */
  | { kind: 'fault'; message: string };
