import type { Step, StepName } from '../../course/course';
import { GraderError } from './sandbox/GraderError';
import type { StepRun } from './StepRun';
import type { Grading } from './suite/World';

/** A run for each step that is graded; suites find it in `World`. */
export class StepRuns implements Grading {
  private readonly runs: ReadonlyMap<string, StepRun>;

  /** @param onStep called when a step's turn comes */
  constructor(
    runs: readonly StepRun[],
    private readonly onStep: (step: Step) => void = () => undefined,
  ) {
    this.runs = new Map(runs.map((run) => [run.step.name, run]));
  }

  /** @throws GraderError if this step is not graded now */
  begin(step: StepName): StepRun {
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
