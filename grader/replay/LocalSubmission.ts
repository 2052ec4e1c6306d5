import { existsSync } from 'node:fs';
import { url } from 'node:inspector';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckLine } from '../harness/channel/CheckLine';
import { decode } from '../harness/channel/decode';
import { encode } from '../harness/channel/encode';
import type { Call, CallReport } from '../harness/channel/protocol';
import { playToText, readStories } from '../harness/channel/storyText';
import type { StoryText } from '../harness/channel/storyText';
import { describeError } from '../harness/child/describeError';
import { makeCall } from '../harness/child/makeCall';
import type { Submitted } from '../harness/parent/Caller';
import type { Listen } from '../harness/parent/sandbox/Host';
import type { ScenarioOutcome, Unloadable } from '../harness/parent/submission/Submission';

/**
 * How long a debugger gets to read the source map of the student's file, and to set breakpoints in
 * this file, in milliseconds. A debugger does not say when it is ready.
 */
const BREAKPOINTS_MS = 500;

type Scenario = (submission: object, data: unknown, check: CheckLine) => unknown;

/**
 * A student's file in this process: without a sandbox and without time limits, so that one can step
 * through it. Each value is copied, as on the way between two processes.
 */
export class LocalSubmission implements Submitted {
  readonly slowness = 1;
  readonly isUnloadable = false;
  private isLoaded = false;
  private submission: Record<string, unknown> = {};
  private scenarios: Record<string, Scenario> = {};

  /**
   * @param file the student's file
   * @param folder has the compiled files of `bundleSubmission` and `bundleHarness`
   */
  constructor(
    readonly file: string,
    private readonly folder: string,
  ) {}

  async ready(): Promise<Unloadable | undefined> {
    // Checks call this before each request.
    if (this.isLoaded) return undefined;
    try {
      const scenarios = join(this.folder, 'scenarios.cjs');
      // Most steps have no scenarios.
      if (existsSync(scenarios)) this.scenarios = require(scenarios) as Record<string, Scenario>;
      this.submission = require(join(this.folder, 'submission.cjs')) as Record<string, unknown>;
      this.isLoaded = true;
      if (url() !== undefined) await sleep(BREAKPOINTS_MS);
      return undefined;
    } catch (error) {
      return { unloadable: 'throws', error: describeError(error) };
    }
  }

  async call(calls: readonly Call[]): Promise<readonly CallReport[]> {
    return copyOf(calls).map((call) => copyOf(makeCall(this.submission, call)));
  }

  async play(name: string, data: unknown, _ms: number, listen?: Listen): Promise<ScenarioOutcome> {
    const line: CheckLine = {
      tell: (told) => hear?.(copyOf(told)),
      onTold: () => undefined,
      loadAgain: () => this.loadAgain(),
    };
    const hear = listen?.((message) => {
      const told = copyOf(message);
      setImmediate(() => line.onTold(told));
    });
    try {
      return { seen: copyOf(await this.scenarios[name](this.submission, copyOf(data), line)) };
    } catch (error) {
      return { met: describeError(error) };
    }
  }

  async tryStories(stories: StoryText, anew: boolean): Promise<readonly StoryText[]> {
    return readStories(stories).map((story) =>
      playToText(anew ? this.loadAgain() : this.submission, story),
    );
  }

  /** Runs the student's file again, so that its variables begin anew. */
  private loadAgain(): Record<string, unknown> {
    const path = join(this.folder, 'submission.cjs');
    Reflect.deleteProperty(require.cache, require.resolve(path));
    return require(path) as Record<string, unknown>;
  }
}

function copyOf<Value>(value: Value): Value {
  return decode(encode(value)) as Value;
}
