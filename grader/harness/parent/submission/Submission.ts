import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../../course/course';
import { faultOf } from '../../../course/faultOf';
import type { FileFault } from '../../../course/faultOf';
import type { Parts } from '../../../course/parts';
import type { Call, CallReport, ErrorReport } from '../../channel/protocol';
import { GraderError } from '../sandbox/GraderError';
import { Host } from '../sandbox/Host';
import type { Ending } from '../sandbox/Host';
import { openToRead } from '../sandbox/Sandbox';
import type { Sandbox } from '../sandbox/Sandbox';
import type { Problem } from '../suite/Report';
import { bundleStep } from './bundleStep';

/** Why no call can be made at all. */
export type Unloadable =
  | { unloadable: FileFault }
  | { unloadable: 'does not compile'; problems: Problem[] }
  | { unloadable: 'throws'; error: ErrorReport }
  | { unloadable: 'ends'; end: Ending };

/** What came of some calls. */
export type CallsOutcome = readonly CallReport[] | Ending | Unloadable;

/** What came of a scenario: what it saw, or the error that it met. */
export type ScenarioOutcome = { seen: unknown } | { met: ErrorReport } | Ending | Unloadable;

/** How long loading a step's file may take, in milliseconds. */
const LOAD_MS = 2000;

/**
 * A step's file, together with certain earlier steps, in a process. If the process ends, the next
 * check gets a new one.
 */
export class Submission {
  /** The file under test. */
  readonly file: string;
  private readonly built: Promise<Unloadable | undefined>;
  private host: Host | undefined;
  private loading: Promise<Unloadable | undefined> | undefined;
  private unloadable: Unloadable | undefined;

  /**
   * @param parts where the step's file and all others come from
   * @param sandbox its folder is made if it does not exist
   */
  constructor(
    private readonly step: Step,
    readonly parts: Parts,
    private readonly sandbox: Sandbox,
  ) {
    this.file = join(parts.steps.get(step.name) ?? parts.base, `${step.name}.ts`);
    this.built = this.build();
    this.built.catch(() => undefined); // the first call throws it
  }

  /**
   * Starts a process that loads the file, unless there is one already.
   *
   * @returns undefined if the file is loaded, or else why it is not
   * @throws GraderError if the grader is at fault
   */
  async ready(): Promise<Unloadable | undefined> {
    const stale = this.loading === undefined || this.host?.ended === true;
    // A file that failed to load once is not tried again: it would fail in every check.
    if (stale && this.unloadable === undefined) this.loading = this.load();
    this.unloadable = await this.loading;
    return this.unloadable;
  }

  /**
   * Makes calls, one after the other, in one go.
   *
   * @param ms how long they may take together, in milliseconds; loading does not count
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
   * @param ms how long it may take, in milliseconds; loading does not count
   * @throws GraderError if the process cannot be started
   */
  async play(scenario: string, data: unknown, ms: number): Promise<ScenarioOutcome> {
    const unloadable = await this.ready();
    if (unloadable !== undefined) return unloadable;
    if (this.host === undefined)
      throw new GraderError('there is no process to play the scenario in');
    return this.host.play(scenario, data, ms);
  }

  /** Returns what it printed since the last call of this method. */
  async takeOutput(): Promise<string> {
    return (await this.host?.takeOutput()) ?? '';
  }

  /** Ends its process. */
  close(): void {
    this.host?.kill();
  }

  private async load(): Promise<Unloadable | undefined> {
    const failed = await this.built;
    if (failed !== undefined) return failed;
    this.host = new Host(this.sandbox, this.step.grants ?? []);
    const problem = await this.host.load(LOAD_MS);
    if (problem === undefined) return undefined;
    if ('ending' in problem) return { unloadable: 'ends', end: problem };
    return { unloadable: 'throws', error: problem };
  }

  private async build(): Promise<Unloadable | undefined> {
    const fault = faultOf(this.file);
    if (fault !== undefined) return { unloadable: fault };
    const { folder } = this.sandbox;
    mkdirSync(folder, { recursive: true });
    const problems = await bundleStep(this.step, this.file, this.parts, folder);
    openToRead(this.sandbox);
    return problems.length === 0 ? undefined : { unloadable: 'does not compile', problems };
  }
}
