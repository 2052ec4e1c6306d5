import type { Step, StepName } from '../../course/course';
import { GraderError } from './sandbox/GraderError';
import type { StepRun } from './StepRun';
import type { Grading } from './suite/Grading';

/** The current grading, with a run for each step. */
export class StepRuns implements Grading {
  private readonly runs: ReadonlyMap<string, StepRun>;

  /** @param onStep called when the grading of a step begins */
  constructor(
    runs: readonly StepRun[],
    private readonly onStep: (step: Step) => void = () => undefined,
  ) {
    this.runs = new Map(runs.map((run) => [run.step.name, run]));
  }

  /** @throws GraderError if the grading does not include this step */
  begin(step: StepName): StepRun {
    const run = this.runs.get(step);
    if (run === undefined)
      throw new GraderError(`a suite belongs to the step ${step}, but this step is not graded`);
    this.onStep(run.step);
    const all = [...this.runs.values()];
    const at = all.indexOf(run);
    // A process that still computes would slow down this step.
    for (const earlier of all.slice(0, at)) earlier.end();
    run.begin();
    // The process of the next step starts while this step is graded.
    all[at + 1]?.begin();
    return run;
  }
}
