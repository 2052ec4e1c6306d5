import type { Call } from '../channel/protocol';
import type { StoryText } from '../channel/storyText';
import type { Hangs } from './Hangs';
import type { Listen } from './sandbox/Host';
import { RunningWatch } from './sandbox/RunningWatch';
import { answerOfScenario } from './submission/answerOfScenario';
import { answersOf } from './submission/answersOf';
import { noAnswer } from './submission/noAnswer';
import { placeOfFunction } from './submission/placeOfFunction';
import type { CallsOutcome, ScenarioOutcome, Submission } from './submission/Submission';
import type { Answer } from './suite/Answer';
import type { Attempt } from './suite/Attempt';
import type { About } from './suite/Check';
import type { SearchTools, Told } from './suite/Search';
import { NotJudged } from './suite/NotJudged';
import type { Random } from './suite/Random';
import { isScripted } from './suite/scripted';

/** A call in the form that checks use: the name of the function, then the arguments. */
type Written = readonly unknown[];

/** What checks use of a submission. */
export type Submitted = Pick<
  Submission,
  'file' | 'ready' | 'isUnloadable' | 'call' | 'play' | 'tryStories' | 'slowness'
>;

/** Makes the calls of a step's checks to one submission. */
export class Caller<Of extends Submitted = Submission> {
  constructor(
    readonly submission: Of,
    readonly hangs: Hangs,
  ) {}

  /**
   * Returns the tools of one check, or of the search.
   *
   * @param ms how long all calls can take together, in milliseconds, without loading
   * @param least a request that has less time is not made, in milliseconds. With so little time, a
   *   slow file would count as a file that hangs
   */
  tools(random: Random, ms: number, least = 0): Omit<SearchTools, 'seed'> {
    let left = ms;
    const timed = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      if (left < least) {
        throw new NotJudged(
          `your code took too long in ${least > 0 ? 'the search' : 'this check'}`,
        );
      }
      await this.spending(() => this.load());
      const before = this.hangs.msLeft;
      const result = await this.spending(run);
      left -= before - this.hangs.msLeft;
      return result;
    };
    const calls = (written: readonly Written[], mayRefuse = false): Promise<Attempt[]> =>
      timed(() => this.call(written.map(callOf), left, mayRefuse));
    const { submission } = this;
    return {
      random,
      // A submission measures it when its process starts.
      get slowness() {
        return submission.slowness;
      },
      calls: (...written: readonly Written[]) => calls(written),
      call: async (...written: Written) => (await calls([written]))[0],
      attempt: async (...written: Written) => (await calls([written], true))[0],
      play: (scenario: string, about: About<string>, data?: unknown, listen?: Listen) =>
        timed(() => this.play(scenario, about, data, left, listen)),
      tell: (stories: StoryText, anew: boolean, most: number) =>
        timed(() => this.tell(stories, anew, Math.min(most, left))),
      placeOf: (name: string) => placeOfFunction(this.submission.file, name),
      notJudged: (reason: string): never => {
        throw new NotJudged(reason);
      },
    } as unknown as SearchTools;
  }

  /** Counts the time that the submission takes. On a slow machine, time counts less. */
  private async spending<Result>(run: () => Promise<Result>): Promise<Result> {
    const watch = new RunningWatch();
    try {
      return await run();
    } finally {
      this.hangs.msLeft -= watch.stop() / this.submission.slowness;
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

  /** @throws CheckFailed if the submission cannot be loaded. NotJudged as `Hangs` does */
  private async tell(stories: StoryText, anew: boolean, ms: number): Promise<Told> {
    this.hangs.mustHaveTime();
    const outcome = await this.submission.tryStories(stories, anew, ms);
    if (!('unloadable' in outcome) && !('ending' in outcome)) return { played: outcome };
    const asked = { file: this.submission.file, of: 'your code', tried: '', expected: '', ms };
    const failed = noAnswer(outcome, asked);
    if ('unloadable' in outcome) throw failed;
    return { kind: isHung(outcome) ? 'hung' : 'ended', got: failed.failure.got };
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

function isHung(outcome: CallsOutcome | ScenarioOutcome | readonly unknown[]): boolean {
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
