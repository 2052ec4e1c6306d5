import { join } from 'node:path';
import { borrow } from '../../course/borrow';
import { standsOn } from '../../course/course';
import type { Step } from '../../course/course';
import { SOLUTION } from '../../course/parts';
import { Answer } from './suite/Answer';
import { Attempt } from './suite/Attempt';
import type { About, Body, CheckOptions, Functions, Tools } from './suite/Check';
import { CheckFailed } from './suite/CheckFailed';
import { explainEnding, explainNoRefusal, explainThrow, explainUnloadable } from './explain';
import type { Came } from './explain';
import type { HostUser } from './sandbox/hostUser';
import { NotJudged } from './suite/NotJudged';
import { placeOfFunction, placeOfThrow, shownFile } from './submission/placeOf';
import type { Call } from '../channel/protocol';
import { Random } from './suite/Random';
import type { CheckReport, Place, StepReport } from './suite/Report';
import type { Sandbox } from './sandbox/Sandbox';
import { isScripted } from './suite/scripted';
import { showArgument } from './suite/show';
import { Submission } from './submission/Submission';

/** How long the calls of one check may take together, in milliseconds. */
const CHECK_MS = 2000;

/** After this many hangs of one function, its other checks are not judged. */
const MOST_HANGS = 2;

/** What the steps of one run share. */
export interface RunOptions {
  /** The folder whose steps are graded; a real path. */
  target: string;
  /** A folder of this run alone. */
  scratch: string;
  seed: number;
  /** Who submissions run as, if not as we do. */
  user: HostUser | undefined;
  /** How many more hangs are waited for, over all steps. */
  patience: { left: number };
}

/** A check's own part. */
interface Judged {
  ms: number;
  run: Body<Functions>;
}

type Verdict =
  { passed: true } | { passed: false; failed: CheckFailed } | { passed: false; notJudged: string };

/** The grading of one step: runs its checks, on the student's own earlier steps first. */
export class StepRun {
  readonly report: StepReport;
  /** What went wrong in the grader itself. */
  readonly faults: string[] = [];
  private readonly file: string;
  private readonly own: Submission;
  private readonly earlier: readonly string[];
  private reference: Submission | undefined;
  private ownIsHopeless = false;
  private readonly loaded = new Set<Submission>();
  private readonly hangs = new Map<string, number>();

  constructor(
    readonly step: Step,
    private readonly options: RunOptions,
  ) {
    const { target } = options;
    this.file = join(target, `${step.name}.ts`);
    const earlier = standsOn(step);
    const { parts, borrowed } = borrow(earlier, target, SOLUTION);
    // The reference's own earlier steps cannot be at fault.
    const own = target === SOLUTION ? [] : earlier.filter((used) => !borrowed.includes(used));
    this.earlier = own.map(({ name }) => name);
    const steps = new Map([...parts.steps, [step.name, target]]);
    this.own = new Submission(step, { ...parts, steps }, this.sandbox('own'));
    this.report = {
      step,
      file: shownFile(this.file),
      points: 0,
      outOf: step.points,
      typeErrors: [],
      checks: [],
    };
  }

  /** Whether the file could not even be loaded. */
  get isUnloadable(): boolean {
    return this.report.checks.some((check) => check.failure?.kind === 'unloadable');
  }

  /** Starts what takes a moment, ahead of the first check. */
  begin(): void {
    if (this.options.patience.left <= 0) return;
    void this.own.ready().catch(() => undefined); // whoever calls first hears of it
  }

  /** Ends the processes. */
  end(): void {
    this.own.close();
    this.reference?.close();
  }

  /**
   * Adds a check.
   *
   * @returns judges it; throws, for Jest to see, if it is not passed
   */
  add<F extends Functions>(
    name: string,
    options: CheckOptions<keyof F & string>,
    body: Body<F>,
  ): () => Promise<void> {
    const { points, ms = CHECK_MS, ...rest } = options;
    const report: CheckReport = { name, state: 'not judged', points: 0, outOf: points, ...rest };
    this.report.checks.push(report);
    return () => this.judge(report, { ms, run: body as Body<Functions> });
  }

  private async judge(report: CheckReport, body: Judged): Promise<void> {
    const verdict = await this.judgeTwice(report, body).catch((error: unknown) => {
      this.faults.push(`${this.step.name}, "${report.name}": ${String(error)}`);
      report.reason = 'the grader itself failed here';
      throw error;
    });
    if (verdict.passed) {
      report.state = 'passed';
      report.points = report.outOf;
      this.report.points += report.outOf;
    } else if ('failed' in verdict) {
      report.state = 'failed';
      report.failure = verdict.failed.failure;
      throw verdict.failed;
    } else {
      report.reason = verdict.notJudged;
    }
  }

  /** On the student's own earlier steps, and if it fails there, on the reference's. */
  private async judgeTwice(report: CheckReport, body: Judged): Promise<Verdict> {
    let first: Verdict | undefined;
    if (!this.ownIsHopeless) {
      first = await this.judgeOn(this.own, report, body);
      if (first.passed || this.earlier.length === 0) return first;
    }
    const second = await this.judgeOn(this.onReference(), report, body);
    if (second.passed) {
      report.standsOn = [...this.earlier];
      if (first !== undefined && !first.passed && 'failed' in first) {
        this.ownIsHopeless ||= first.failed.failure.kind === 'hung';
      }
      this.hangs.clear();
    }
    return first !== undefined && 'notJudged' in second ? first : second;
  }

  private async judgeOn(
    submission: Submission,
    report: CheckReport,
    body: Judged,
  ): Promise<Verdict> {
    const random = new Random(`${this.options.seed} ${this.step.name} ${report.name}`);
    let left = body.ms;
    /** Loading takes no time of the check's; all else does. */
    const timed = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      await this.load(submission);
      const begun = performance.now();
      const result = await run();
      left -= performance.now() - begun;
      return result;
    };
    type Sent = readonly unknown[];
    const calls = (...list: readonly Sent[]): Promise<Answer[]> =>
      timed(() => this.call(submission, list.map(callOf), left));
    const call = async (...one: Sent): Promise<Answer> => (await calls(one))[0];
    const attempt = async (...one: Sent): Promise<Attempt> =>
      (await timed(() => this.call(submission, [callOf(one)], left, true)))[0];
    const play = (scenario: string, about: About<string>, data?: unknown): Promise<Answer> =>
      timed(() => this.play(submission, scenario, about, data, left));
    const notJudged = (reason: string): never => {
      throw new NotJudged(reason);
    };
    try {
      await body.run({
        random,
        call,
        calls,
        attempt,
        play,
        notJudged,
      } as unknown as Tools<Functions>);
      return { passed: true };
    } catch (error) {
      if (error instanceof CheckFailed) return { passed: false, failed: error };
      if (error instanceof NotJudged) return { passed: false, notJudged: error.message };
      throw error;
    } finally {
      const printed = await submission.takeOutput();
      if (printed !== '') report.printed = printed;
    }
  }

  /**
   * @param mayRefuse whether a `Refusal` is an answer
   * @throws CheckFailed if there is not an answer to each call
   */
  private async call(
    submission: Submission,
    calls: readonly Call[],
    left: number,
    mayRefuse = false,
  ): Promise<Attempt[]> {
    for (const { name } of calls) this.demandPatience(name);
    const sent = structuredClone(calls);
    const outcome = await submission.call(calls, left);
    const [first] = calls;
    const tried = calls.map(showCall).join(', then ');
    const here = placeOfFunction(this.file, first.name);
    const expected = mayRefuse ? 'an answer, or a Refusal with its code' : 'an answer';
    if ('unloadable' in outcome) {
      throw failure(tried, explainUnloadable(outcome, this.report.file), undefined);
    }
    if ('ending' in outcome) {
      if (outcome.ending === 'hung') this.countHang(first.name);
      const came = explainEnding(outcome, first.name, Math.ceil(left / 1000));
      throw failure(tried, came, here, expected);
    }
    return outcome.map((report, i) => {
      const { name } = calls[i];
      const shown = showCall(calls[i]);
      const place = placeOfFunction(this.file, name);
      switch (report.outcome) {
        case 'returned':
          return new Attempt({ ...report, sent: sent[i].args }, undefined, shown, place);
        case 'threw': {
          const { name: thrown, code } = report.error;
          if (mayRefuse && thrown === 'Refusal') {
            const given = { ...report, value: undefined, sent: sent[i].args };
            return new Attempt(given, String(code), shown, place);
          }
          const threw = placeOfThrow(report.error.stack, this.options.target) ?? place;
          const came = mayRefuse ? explainNoRefusal(report.error) : explainThrow(report.error);
          throw failure(shown, came, threw, expected);
        }
        case 'missing': {
          const found = report.found === 'undefined' ? '' : ` (${name} is of type ${report.found})`;
          const got = `${this.report.file} exports no function ${name}${found}`;
          throw failure(shown, { kind: 'missing', got }, undefined);
        }
        case 'not data':
          throw failure(shown, { kind: 'wrong', got: report.what }, place);
      }
    });
  }

  /** @throws CheckFailed if the scenario does not come to its end */
  private async play(
    submission: Submission,
    scenario: string,
    { of, tried }: About<string>,
    data: unknown,
    left: number,
  ): Promise<Answer> {
    this.demandPatience(of);
    const outcome = await submission.play(scenario, data, left);
    const place = placeOfFunction(this.file, of);
    if ('unloadable' in outcome) {
      throw failure(tried, explainUnloadable(outcome, this.report.file), undefined);
    }
    if ('ending' in outcome) {
      if (outcome.ending === 'hung') this.countHang(of);
      throw failure(tried, explainEnding(outcome, of, Math.ceil(left / 1000)), place);
    }
    if ('met' in outcome) {
      const threw = placeOfThrow(outcome.met.stack, this.options.target) ?? place;
      throw failure(tried, explainThrow(outcome.met), threw);
    }
    return new Answer({ value: outcome.seen, sent: [], args: [], heard: [] }, tried, place);
  }

  private demandPatience(name: string): void {
    if ((this.hangs.get(name) ?? 0) >= MOST_HANGS) {
      throw new NotJudged(`twice ${name} did not return, so it is not waited for again`);
    }
    this.demandTime();
  }

  private demandTime(): void {
    if (this.options.patience.left <= 0) {
      throw new NotJudged(
        `too much in this run did not return; grade this step alone: npm run grade step${this.step.number}`,
      );
    }
  }

  /** A file that hangs while it is loaded is waited for once. */
  private async load(submission: Submission): Promise<void> {
    if (!this.loaded.has(submission)) this.demandTime();
    const unloadable = await submission.ready();
    const hung = unloadable?.unloadable === 'ends' && unloadable.end.ending === 'hung';
    if (hung && !this.loaded.has(submission)) this.options.patience.left--;
    this.loaded.add(submission);
  }

  private countHang(name: string): void {
    this.hangs.set(name, (this.hangs.get(name) ?? 0) + 1);
    this.options.patience.left--;
  }

  private onReference(): Submission {
    const steps = new Map([...this.own.parts.steps].map(([name]) => [name, SOLUTION]));
    steps.set(this.step.name, this.options.target);
    const parts = { base: SOLUTION, steps };
    return (this.reference ??= new Submission(this.step, parts, this.sandbox('reference')));
  }

  private sandbox(name: string): Sandbox {
    const { scratch, user } = this.options;
    return { folder: join(scratch, `${this.step.name}-${name}`), user };
  }
}

function callOf([name, ...args]: readonly unknown[]): Call {
  const scripts = args.flatMap((arg, at) =>
    isScripted(arg) ? [{ at, answers: arg.answers, last: arg.last }] : [],
  );
  return {
    name: String(name),
    args: args.map((arg) => (isScripted(arg) ? undefined : arg)),
    scripts,
  };
}

function showCall({ name, args, scripts }: Call): string {
  const shown = args.map((arg, i) =>
    scripts.some(({ at }) => at === i) ? 'goOn' : showArgument(arg),
  );
  return `${name}(${shown.join(', ')})`;
}

function failure(
  tried: string,
  came: Came,
  place: Place | undefined,
  expected = 'an answer',
): CheckFailed {
  return new CheckFailed({ tried, expected, ...came, ...(place && { place }) });
}
