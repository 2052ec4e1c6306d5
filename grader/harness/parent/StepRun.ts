import { join } from 'node:path';
import { borrow } from '../../course/borrow';
import { standsOn } from '../../course/course';
import type { Step } from '../../course/course';
import { SOLUTION } from '../../course/parts';
import type { Parts } from '../../course/parts';
import { Caller } from './Caller';
import { Hangs } from './Hangs';
import type { Isolation } from './sandbox/findIsolation';
import { GraderError } from './sandbox/GraderError';
import type { HostUser } from './sandbox/hostUser';
import type { CopiedSteps } from './submission/copySteps';
import { shownFile } from './submission/shownFile';
import { Submission } from './submission/Submission';
import type { Body, CheckOptions, Functions } from './suite/Check';
import { CheckFailed } from './suite/CheckFailed';
import type { Searches, SearchTools } from './suite/Search';
import { SearchFailed } from './suite/SearchFailed';
import { NotJudged } from './suite/NotJudged';
import { Random } from './suite/Random';
import type { CheckReport, StepReport } from './suite/Report';

/** How long all calls of a check can take together, in milliseconds. */
const CHECK_MS = 2000;

/** How long all calls of a step and all loadings can take together, in milliseconds. */
const STEP_MS = 15_000;

/** How long all requests of a step's search can take together, in milliseconds. */
const SEARCH_MS = 6000;

/** What is said of a check that fails only after others. */
const KEEPS =
  'In a new process, this check passes: your code keeps something from an earlier call.';

/** The name of the search in faults of the grader. */
const SEARCH = 'the search';

/** The data that all steps of one grading share. */
export interface SharedRun {
  /** The folder of the graded steps, or of their copies. A real path. */
  target: string;
  /** Why the other steps are not in this folder. */
  faults: CopiedSteps['faults'];
  /** A folder that only this run uses. */
  scratch: string;
  seed: number;
  /** The user of the submissions' processes. Undefined if they run as the user of the grader. */
  user: HostUser | undefined;
  isolation: Isolation;
  /** Loads the search of each step that has one. */
  searches: Searches;
  /** All data of the searches comes from this number. It does not change with `seed`. */
  searchSeed: number;
  /** True after the grading was stopped. */
  isStopped: boolean;
  /** The steps of which a function did not return. Later steps then use the reference's version. */
  readonly hung: Set<string>;
}

/** The code of a check, and how long its calls can take. */
interface Check {
  body: Body<Functions>;
  ms: number;
  /** A request that has less time is not made. */
  least?: number;
}

type Verdict = 'passed' | CheckFailed | NotJudged;

/**
 * Judges the checks of one step, first with the student's earlier steps, then with the reference's.
 */
export class StepRun {
  readonly report: StepReport;
  /** The errors of the grader itself. */
  readonly faults: string[] = [];
  private readonly onOwn: Caller;
  private onReference: Caller | undefined;
  /** The student's own earlier steps that this step needs. */
  private readonly earlier: readonly string[];
  private earlierHang = false;

  constructor(
    readonly step: Step,
    private readonly shared: SharedRun,
  ) {
    const { target } = shared;
    const earlier = standsOn(step);
    const { parts, borrowed } = borrow(earlier, target, SOLUTION);
    // In a grading of the reference, the earlier steps are correct.
    const own = target === SOLUTION ? [] : earlier.filter((used) => !borrowed.includes(used));
    this.earlier = own.map(({ name }) => name);
    const steps = new Map([...parts.steps, [step.name, target]]);
    this.onOwn = this.callerOf({ ...parts, steps }, 'own');
    this.report = {
      step,
      file: shownFile(this.onOwn.submission.file),
      points: 0,
      outOf: step.points,
      typeErrors: [],
      checks: [],
    };
  }

  /** True if the file could not be loaded. */
  get isUnloadable(): boolean {
    return this.report.checks.some((check) => check.failure?.kind === 'unloadable');
  }

  /** Starts the process before the first check, because the start takes a moment. */
  begin(): void {
    if (this.shared.isStopped || this.skipsOwn) return;
    void this.onOwn.submission.ready().catch(() => undefined); // the first call throws this error
  }

  /** Ends the processes. */
  end(): void {
    this.onOwn.submission.close();
    this.onReference?.submission.close();
  }

  /**
   * Adds a check.
   *
   * @returns a function that judges the check. It throws only errors of the grader itself. Jest would
   *   format the text of a failure, and this can take minutes.
   */
  add<F extends Functions>(
    name: string,
    options: CheckOptions<keyof F & string>,
    body: Body<F>,
  ): () => Promise<void> {
    const { points, ms = CHECK_MS, ...rest } = options;
    const report: CheckReport = { name, state: 'not judged', points: 0, outOf: points, ...rest };
    this.report.checks.push(report);
    return () => this.judge(report, { body: body as Body<Functions>, ms });
  }

  /**
   * Searches for a case in which the submission is wrong, if it has passed all checks. Such a case
   * fails the check that tests the broken sentence.
   */
  async search(): Promise<void> {
    const { checks } = this.report;
    const load = this.shared.searches[this.step.name];
    if (load === undefined || checks.some(({ state }) => state !== 'passed')) return;
    const found: CheckReport = { ...checks[0], name: SEARCH };
    const verdict = await this.faultless(found, async () => {
      const search = load();
      const { searchSeed: seed } = this.shared;
      const body: Body<Functions> = (tools) => search({ ...(tools as SearchTools), seed });
      return this.verdictOf(found, { body, ms: SEARCH_MS, least: CHECK_MS });
    });
    if (verdict instanceof NotJudged) {
      this.report.isSearchCut = true;
      return;
    }
    if (verdict === 'passed') {
      checks[0].standsOn = found.standsOn;
      return;
    }
    const check = checkFor(verdict, checks);
    this.report.points -= check.points;
    Object.assign(check, { state: 'failed', points: 0, failure: verdict.failure });
    if (found.printed !== undefined) check.printed = found.printed;
  }

  private async judge(report: CheckReport, check: Check): Promise<void> {
    const verdict = await this.faultless(report, () => this.verdictOf(report, check));
    if (verdict === 'passed') {
      report.state = 'passed';
      report.points = report.outOf;
      this.report.points += report.outOf;
    } else if (verdict instanceof NotJudged) {
      report.reason = verdict.message;
    } else {
      report.state = 'failed';
      report.failure = verdict.failure;
    }
  }

  /** Notes an error of the grader itself. */
  private async faultless<Result>(
    report: CheckReport,
    judging: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await judging();
    } catch (error) {
      this.faults.push(`${this.step.name}, "${report.name}": ${String(error)}`);
      report.reason = 'the grader itself failed here';
      throw error;
    }
  }

  /** Judges with the student's earlier steps. If the check fails, judges with the reference's. */
  private async verdictOf(report: CheckReport, check: Check): Promise<Verdict> {
    let own: Verdict | undefined;
    if (!this.skipsOwn) {
      own = await this.judgeOn(this.onOwn, report, check);
      if (this.earlier.length === 0) this.noteHang(this.onOwn);
      if (own === 'passed' || this.earlier.length === 0) return own;
    }
    const { parts } = this.onOwn.submission;
    const steps = new Map([...parts.steps.keys()].map((name) => [name, SOLUTION]));
    steps.set(this.step.name, this.shared.target);
    this.onReference ??= this.callerOf({ base: SOLUTION, steps }, 'reference');
    const second = await this.judgeOn(this.onReference, report, check);
    this.noteHang(this.onReference);
    if (
      second === 'passed' &&
      own instanceof CheckFailed &&
      // In a new process, such an error can come later than the check.
      own.failure.wasLeft !== true &&
      (await this.passesAnew(check, report))
    ) {
      own.failure.got += `\n${KEEPS}`;
      return own;
    }
    if (second === 'passed') {
      report.standsOn = [...this.earlier];
      this.earlierHang ||= own instanceof CheckFailed && own.failure.kind === 'hung';
    }
    // A search takes points only if the file is wrong also with the reference's earlier steps.
    const isSearch = check.least !== undefined;
    return own !== undefined && second instanceof NotJudged && !isSearch ? own : second;
  }

  /**
   * True if a check that has failed passes in a new process, with the student's own earlier steps.
   * Then these are not at fault.
   */
  private async passesAnew(check: Check, report: CheckReport): Promise<boolean> {
    const anew = this.callerOf(this.onOwn.submission.parts, 'anew');
    try {
      return (await this.judgeOn(anew, report, check)) === 'passed';
    } finally {
      anew.submission.close();
    }
  }

  /** True if one of the student's own earlier steps does not return. */
  private get skipsOwn(): boolean {
    return this.earlierHang || this.earlier.some((name) => this.shared.hung.has(name));
  }

  /** Remembers that a function of this step itself did not return. */
  private noteHang({ hangs }: Caller): void {
    if (hangs.hasHung) this.shared.hung.add(this.step.name);
  }

  private async judgeOn(caller: Caller, report: CheckReport, check: Check): Promise<Verdict> {
    const random = new Random(`${this.shared.seed} ${this.step.name} ${report.name}`);
    try {
      await check.body(caller.tools(random, check.ms, check.least));
      return 'passed';
    } catch (error) {
      if (error instanceof CheckFailed || error instanceof NotJudged) return error;
      if (error instanceof GraderError) throw error;
      // The check met a value that it does not expect, such as an object without a text.
      const got = `something that the grader cannot judge (${String(error)})`;
      return new CheckFailed({
        kind: 'unreadable',
        tried: report.name,
        expected: 'an answer',
        got,
      });
    } finally {
      const printed = await caller.submission.takeOutput();
      if (printed !== '') report.printed = printed;
    }
  }

  private callerOf(parts: Parts, name: string): Caller {
    const { faults, scratch, user, isolation } = this.shared;
    const sandbox = {
      folder: join(scratch, `${this.step.name}-${name}`),
      user,
      isolation,
      // The peers of such steps listen in the grader's process.
      sharesNetwork: this.step.grants?.includes('network'),
    };
    // A check can be judged with both versions of the earlier steps.
    const ms = this.earlier.length === 0 ? STEP_MS : STEP_MS / 2;
    return new Caller(
      new Submission(this.step, parts, sandbox, faults.get(this.step.name)),
      new Hangs(ms, this.shared),
    );
  }
}

/** Returns the check that tests the sentence that a search found broken. */
function checkFor(failed: CheckFailed, checks: readonly CheckReport[]): CheckReport {
  if (!(failed instanceof SearchFailed)) return checks[0];
  const testing = checks
    .filter(({ sentence }) => [sentence].flat().includes(failed.sentence))
    .toSorted((one, other) => [one.sentence].flat().length - [other.sentence].flat().length)
    // The first of several sentences is the one that the check is about.
    .toSorted((one, other) => placeIn(one, failed.sentence) - placeIn(other, failed.sentence));
  return testing.find(({ of }) => of === failed.of) ?? testing[0] ?? checks[0];
}

function placeIn({ sentence }: CheckReport, number: number): number {
  return [sentence].flat().indexOf(number);
}
