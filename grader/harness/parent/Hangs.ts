import { NotJudged } from './suite/NotJudged';

/** After this number of hangs of a function, the other checks of the function are not judged. */
const MOST_OF_ONE_FUNCTION = 2;

/**
 * Counts the time that the calls of a step take, and the calls that do not return. After too much
 * time, or too many such calls, checks are not judged.
 */
export class Hangs {
  /** True if a call, or the loading of the file, did not return. */
  hasHung = false;
  private readonly ofFunctions = new Map<string, number>();

  /**
   * @param msLeft how long all calls and loadings can take together, in milliseconds
   * @param grading says if the grading was stopped
   */
  constructor(
    public msLeft: number,
    private readonly grading: { readonly isStopped: boolean },
  ) {}

  /** @throws NotJudged if the step took too long, or if the grading was stopped */
  mustHaveTime(): void {
    if (this.grading.isStopped) throw new NotJudged('the grading was stopped');
    if (this.msLeft < 0) throw new NotJudged('your code took too long in this step');
  }

  /** @throws NotJudged if this function had too many hangs, or if `mustHaveTime` throws it */
  mustBeFewOf(name: string): void {
    if ((this.ofFunctions.get(name) ?? 0) >= MOST_OF_ONE_FUNCTION) {
      throw new NotJudged(
        `two calls of ${name} did not return, so the grader does not call it again`,
      );
    }
    this.mustHaveTime();
  }

  /** Counts a hang of a function. */
  countOf(name: string): void {
    this.hasHung = true;
    this.ofFunctions.set(name, (this.ofFunctions.get(name) ?? 0) + 1);
  }
}
