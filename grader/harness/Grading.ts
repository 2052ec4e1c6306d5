import type { Step } from '../course';
import { GraderError } from './GraderError';
import type { StepRun } from './StepRun';

/** Where suites find the grading that is on: `globalThis`, in our process and in Jest's world. */
export interface World {
  grading?: Grading;
}

/** What Jest's world sees of the grader: a run for each step that is graded. */
export class Grading {
  private readonly runs: ReadonlyMap<string, StepRun>;

  /** @param onStep called when a step's turn comes */
  constructor(
    runs: readonly StepRun[],
    private readonly onStep: (step: Step) => void = () => undefined,
  ) {
    this.runs = new Map(runs.map((run) => [run.step.name, run]));
  }

  /** @throws GraderError if this step is not graded now */
  begin(step: string): StepRun {
    const run = this.runs.get(step);
    if (run === undefined)
      throw new GraderError(`a suite calls itself ${step}, which is not graded`);
    this.onStep(run.step);
    run.begin();
    // The next one's process starts up meanwhile.
    const all = [...this.runs.values()];
    all[all.indexOf(run) + 1]?.begin();
    return run;
  }
}
