import type { Step } from '../../course/course';
import { NotJudged } from './suite/NotJudged';

/** After this number of hangs of a function, the other checks of the function are not judged. */
const MOST_OF_ONE_FUNCTION = 2;

/** How long all calls and loadings of a step can take together, in milliseconds. */
const STEP_MS = 15_000;

/**
 * Counts the calls of a step that do not return. After too many such calls, checks are not judged.
 */
export class Hangs {
  private readonly ofFunctions = new Map<string, number>();
  /** How much longer the calls and loadings can take, in milliseconds. */
  msLeft = STEP_MS;

  /** @param grading has the number of hangs that the grader still accepts in all steps together */
  constructor(
    private readonly step: Step,
    private readonly grading: { hangsLeft: number },
  ) {}

  /** @throws NotJudged if there were too many hangs in all steps, or if the step took too long */
  mustBeFew(): void {
    if (this.msLeft < 0) {
      throw new NotJudged(`your code took more than ${STEP_MS / 1000} seconds in this step`);
    }
    if (this.grading.hangsLeft > 0) return;
    throw new NotJudged(
      `too much in this run did not return; grade this step alone: npm run grade step${this.step.number}`,
    );
  }

  /** @throws NotJudged if this function, or all steps together, had too many hangs */
  mustBeFewOf(name: string): void {
    if ((this.ofFunctions.get(name) ?? 0) >= MOST_OF_ONE_FUNCTION) {
      throw new NotJudged(`${name} did not return twice, so the grader does not call it again`);
    }
    this.mustBeFew();
  }

  /** Counts a hang of a file during loading. */
  count(): void {
    this.grading.hangsLeft--;
  }

  /** Counts a hang of a function. */
  countOf(name: string): void {
    this.ofFunctions.set(name, (this.ofFunctions.get(name) ?? 0) + 1);
    this.count();
  }

  /** Forgets the hangs of each function, because an earlier step was at fault. */
  forget(): void {
    this.ofFunctions.clear();
  }
}
