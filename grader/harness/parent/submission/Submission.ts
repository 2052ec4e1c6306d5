import { join } from 'node:path';
import type { Step } from '../../../course/course';
import type { FileFault } from '../../../course/faultOf';
import type { Parts } from '../../../course/parts';
import type { Call, CallReport, ErrorReport } from '../../channel/protocol';
import type { StoryText } from '../../channel/storyText';
import { GraderError } from '../sandbox/GraderError';
import { Host } from '../sandbox/Host';
import type { Ending, Listen } from '../sandbox/Host';
import { openToRead } from '../sandbox/Sandbox';
import type { Sandbox } from '../sandbox/Sandbox';
import type { Problem } from '../../channel/Problem';
import type { Stopped } from './Compiler';
import { compilerOf } from './compilerOf';
import { layHarness } from './layHarness';

/** Why the functions of a submission cannot be called. */
export type Unloadable =
  | { unloadable: FileFault | Stopped }
  | { unloadable: 'does not compile'; problems: Problem[] }
  | { unloadable: 'throws'; error: ErrorReport }
  | { unloadable: 'ends'; end: Ending };

/** The result of some calls. */
export type CallsOutcome = readonly CallReport[] | Ending | Unloadable;

/** The result of a scenario: the values that it saw, or the error that stopped it. */
export type ScenarioOutcome = { seen: unknown } | { met: ErrorReport } | Ending | Unloadable;

/** How long the loading of a step's file can take, in milliseconds. */
const LOAD_MS = 2000;

/**
 * A step's file and its earlier steps in a process. If the process ends, the next check gets a new
 * process.
 */
export class Submission {
  /** The file under test. */
  readonly file: string;
  private laid: Promise<void> | undefined;
  private built: Promise<Unloadable | undefined> | undefined;
  private host: Host | undefined;
  private loading: Promise<Unloadable | undefined> | undefined;
  private unloadable: Unloadable | undefined;
  private isClosed = false;

  /**
   * @param parts names the folder of each file
   * @param sandbox the sandbox, whose folder is created if it does not exist
   * @param fault why there is no file under test. Undefined if there is a file
   */
  constructor(
    private readonly step: Step,
    readonly parts: Parts,
    private readonly sandbox: Sandbox,
    private readonly fault?: FileFault,
  ) {
    this.file = join(parts.steps.get(step.name) ?? parts.base, `${step.name}.ts`);
  }

  /**
   * Starts a process that loads the file, if such a process does not run already.
   *
   * @returns undefined if the file is loaded, or the reason why it is not loaded
   * @throws GraderError if the grader itself fails
   */
  async ready(): Promise<Unloadable | undefined> {
    const stale = this.loading === undefined || this.host?.ended === true;
    // A file that failed to load is not loaded again, because it would fail in every check.
    if (stale && this.unloadable === undefined) this.loading = this.load();
    this.unloadable = await this.loading;
    return this.unloadable;
  }

  /**
   * Sends one request that makes several calls, one after the other.
   *
   * @param ms how long the calls can take together, in milliseconds, without loading
   * @throws GraderError if the process cannot be started
   */
  async call(calls: readonly Call[], ms: number): Promise<CallsOutcome> {
    const unloadable = await this.ready();
    if (unloadable !== undefined || this.host === undefined) return unloadable ?? [];
    return this.host.call(calls, ms);
  }

  /**
   * Plays one of the step's scenarios.
   *
   * @param ms how long the scenario can take, in milliseconds, without loading
   * @param listen the check's side of the scenario, if they talk
   * @throws GraderError if the process cannot be started
   */
  async play(
    scenario: string,
    data: unknown,
    ms: number,
    listen?: Listen,
  ): Promise<ScenarioOutcome> {
    const unloadable = await this.ready();
    if (unloadable !== undefined) return unloadable;
    if (this.host === undefined)
      throw new GraderError('there is no process to play the scenario in');
    return this.host.play(scenario, data, ms, listen);
  }

  /**
   * Plays some stories, one after the other.
   *
   * @param anew true to load the file again before each story
   * @param ms how long the stories can take together, in milliseconds, without loading
   * @throws GraderError if the process cannot be started
   */
  async tryStories(
    stories: StoryText,
    anew: boolean,
    ms: number,
  ): Promise<readonly StoryText[] | Ending | Unloadable> {
    const unloadable = await this.ready();
    if (unloadable !== undefined || this.host === undefined) return unloadable ?? [];
    return this.host.tryStories(stories, anew, ms);
  }

  /** Returns the text that the submission printed after the previous call of this method. */
  async takeOutput(): Promise<string> {
    return (await this.host?.takeOutput()) ?? '';
  }

  /** True if it is known that the file cannot be loaded. */
  get isUnloadable(): boolean {
    return this.unloadable !== undefined;
  }

  /** How slow the machine is, at least 1. See `Host`. */
  get slowness(): number {
    return this.host?.slowness ?? 1;
  }

  /** Ends the process. */
  close(): void {
    this.isClosed = true;
    this.host?.kill();
  }

  private async load(): Promise<Unloadable | undefined> {
    if (this.fault !== undefined) return { unloadable: this.fault };
    this.laid ??= layHarness(this.step, this.sandbox);
    await this.laid;
    if (this.isClosed) throw new GraderError('the grading of this step has ended');
    this.host = new Host(this.sandbox, this.step.grants ?? []);
    // The process starts while the compiler works.
    this.built ??= this.build();
    const failed = await this.built;
    if (failed !== undefined) return failed;
    const problem = await this.host.load(LOAD_MS);
    if (problem === undefined) return undefined;
    if ('ending' in problem) return { unloadable: 'ends', end: problem };
    return { unloadable: 'throws', error: problem };
  }

  private async build(): Promise<Unloadable | undefined> {
    const { file, parts } = this;
    const { folder } = this.sandbox;
    const problems = await compilerOf(this.step).compile({ file, parts, folder });
    if (typeof problems === 'string') return { unloadable: problems };
    openToRead(this.sandbox);
    return problems.length === 0 ? undefined : { unloadable: 'does not compile', problems };
  }
}
