import type { Call } from '../channel/protocol';
import type { Hangs } from './Hangs';
import type { Listen } from './sandbox/Host';
import { answerOfScenario } from './submission/answerOfScenario';
import { answersOf } from './submission/answersOf';
import type { CallsOutcome, ScenarioOutcome, Submission } from './submission/Submission';
import type { Answer } from './suite/Answer';
import type { Attempt } from './suite/Attempt';
import type { About, Functions, Tools } from './suite/Check';
import { NotJudged } from './suite/NotJudged';
import type { Random } from './suite/Random';
import { isScripted } from './suite/scripted';

/** A call in the form that checks use: the name of the function, then the arguments. */
type Written = readonly unknown[];

/** Makes the calls of a step's checks to one submission. */
export class Caller {
  constructor(
    readonly submission: Submission,
    readonly hangs: Hangs,
  ) {}

  /**
   * Returns the tools of one check.
   *
   * @param ms how long all calls of the check can take together, in milliseconds, without loading
   */
  tools(random: Random, ms: number): Tools<Functions> {
    let left = ms;
    const timed = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      await this.spending(() => this.load());
      const before = this.hangs.msLeft;
      const result = await this.spending(run);
      left -= before - this.hangs.msLeft;
      return result;
    };
    const calls = (written: readonly Written[], mayRefuse = false): Promise<Attempt[]> =>
      timed(() => this.call(written.map(callOf), left, mayRefuse));
    return {
      random,
      calls: (...written: readonly Written[]) => calls(written),
      call: async (...written: Written) => (await calls([written]))[0],
      attempt: async (...written: Written) => (await calls([written], true))[0],
      play: (scenario: string, about: About<string>, data?: unknown, listen?: Listen) =>
        timed(() => this.play(scenario, about, data, left, listen)),
      notJudged: (reason: string): never => {
        throw new NotJudged(reason);
      },
    } as unknown as Tools<Functions>;
  }

  /** Counts the time that the submission takes. On a slow machine, time counts less. */
  private async spending<Result>(run: () => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    try {
      return await run();
    } finally {
      this.hangs.msLeft -= (performance.now() - begun) / this.submission.slowness;
    }
  }

  private async load(): Promise<void> {
    if (this.submission.isUnloadable) return;
    this.hangs.mustHaveTime();
    const unloadable = await this.submission.ready();
    const { unloadable: why } = unloadable ?? {};
    const hangs = unloadable?.unloadable === 'ends' && isHung(unloadable.end);
    this.hangs.hasHung ||= hangs || why === 'too slow' || why === 'too large';
  }

  /**
   * A file that cannot be loaded takes no more time. The check then says why, even after a
   * compilation that took all the time of the step.
   *
   * @throws NotJudged as `Hangs` does
   */
  private mustBeFewOf(name: string): void {
    if (!this.submission.isUnloadable) this.hangs.mustBeFewOf(name);
  }

  /** @throws CheckFailed if a call gets no answer */
  private async call(calls: readonly Call[], ms: number, mayRefuse: boolean): Promise<Attempt[]> {
    for (const { name } of calls) this.mustBeFewOf(name);
    // A check can change the arguments later.
    const sent = structuredClone(calls);
    const outcome = await this.submission.call(sent, ms);
    if (isHung(outcome)) this.hangs.countOf(sent[0].name);
    const { file } = this.submission;
    return answersOf(outcome, { file, calls: sent, ms, mayRefuse });
  }

  /** @throws CheckFailed if the scenario does not end, or if an error stops it */
  private async play(
    scenario: string,
    about: About<string>,
    data: unknown,
    ms: number,
    listen?: Listen,
  ): Promise<Answer> {
    this.mustBeFewOf(about.of);
    const outcome = await this.submission.play(scenario, data, ms, listen);
    if (isHung(outcome)) this.hangs.countOf(about.of);
    const { file } = this.submission;
    return answerOfScenario(outcome, { file, ...about, ms });
  }
}

function isHung(outcome: CallsOutcome | ScenarioOutcome): boolean {
  return 'ending' in outcome && outcome.ending === 'hung';
}

function callOf([name, ...args]: Written): Call {
  const scripts = args.flatMap((arg, at) =>
    isScripted(arg) ? [{ at, answers: arg.answers, last: arg.last }] : [],
  );
  return {
    name: String(name),
    args: args.map((arg) => (isScripted(arg) ? undefined : arg)),
    scripts,
  };
}
