import type { ChildProcess, StdioOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Grant } from '../../../course/course';
import type { Call, CallReport, ErrorReport, HostMessage, Request } from '../../channel/protocol';
import type { StoryText } from '../../channel/storyText';
import { Frames, pack } from '../../channel/frames';
import { TooLarge } from '../../channel/TooLarge';
import { afterRunning } from './afterRunning';
import { GraderError } from './GraderError';
import { readHostMessage } from './readHostMessage';
import { signalOf, startIn } from './Sandbox';
import { slownessOf } from './slownessOf';
import type { Sandbox } from './Sandbox';

/**
 * The check's side of a scenario. Gets a function that sends a message to the scenario. Returns the
 * listener for the messages of the scenario.
 */
export type Listen = (tell: (message: unknown) => void) => (told: unknown) => void;

/** Why a request got no answer. */
export type Ending =
  | { ending: 'hung' }
  | { ending: 'exited'; code: number }
  | { ending: 'killed'; signal: string }
  | { ending: 'memory' }
  /** Code other than the driver wrote into the channel. */
  | { ending: 'interfered' }
  /** The answer is larger or deeper than the grader can judge, or contains itself. */
  | { ending: 'unbounded' }
  /** Code that the submission left running threw an error. */
  | { ending: 'uncaught'; error: ErrorReport };

/**
 * How long the start can take, in milliseconds. The submission runs later and cannot delay the
 * start.
 */
const START_MS = 20_000;
/** The maximum time that the start takes on an idle machine, in milliseconds. */
const IDLE_START_MS = 200;
/** How much of a submission's output is kept, in characters. */
const MOST_PRINTED = 2000;
/** Node prints these texts when it crashes. They and the text after them do not help a student. */
const CRASH_DUMPS = ['<--- Last few GCs', '----- Native stack trace'];
/** How long to wait for an answer after the end of its process, in milliseconds. */
const LATE_ANSWER_MS = 20;

/**
 * The process that runs a submission. The driver is loaded first and makes the calls. The
 * submission decides the answers, and the grader judges them.
 */
export class Host {
  private readonly child: ChildProcess;
  private readonly requests: Writable;
  private readonly endProcess: () => void;
  private readonly started: Promise<void>;
  private readonly begunAt = performance.now();
  private factor = 1;
  private onStarted: () => void = () => undefined;
  private settle: ((message: HostMessage | Ending) => void) | undefined;
  private expectedId = '';
  private onTold: ((told: unknown) => void) | undefined;
  private end: Ending | undefined;
  private uncaught: ErrorReport | undefined;
  private output = '';

  /**
   * @param sandbox the sandbox, with `driver.cjs` and the bundled submission in its folder
   * @param grants the additional rights of the submission
   */
  constructor(
    private readonly sandbox: Sandbox,
    grants: readonly Grant[],
  ) {
    // The requests, the two outputs of the submission, and the answers.
    const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', 'pipe'];
    const started = startIn(sandbox, 'driver.cjs', grants, stdio, () =>
      this.endWith({ ending: 'memory' }),
    );
    this.child = started.child;
    this.endProcess = started.end;
    this.requests = this.child.stdio[0] as Writable;
    const answers = this.child.stdio[3] as Readable;
    const frames = new Frames();
    answers.on('data', (chunk: Buffer) => this.receive(frames, chunk));
    // An error means that the process has ended. The handler of `exit` below reports the end.
    for (const end of [this.requests, answers]) end.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    }
    this.started = this.start();
    this.started.catch(() => undefined); // `load` throws this error
    this.child.on('exit', (code, signal) => {
      this.end ??= this.endingOf(code, signal);
      const { end } = this;
      setTimeout(() => this.settle?.(end), LATE_ANSWER_MS);
    });
  }

  /**
   * How slow the machine is. See `slownessOf`. It comes from the time of the start, before the
   * submission runs.
   */
  get slowness(): number {
    return this.factor;
  }

  /** True if the process cannot answer any more. */
  get ended(): boolean {
    return this.end !== undefined;
  }

  /**
   * Loads the submission.
   *
   * @param ms how long the loading can take, in milliseconds
   * @returns undefined if the submission is loaded, or the reason why it is not loaded
   * @throws GraderError if the process did not start
   */
  async load(ms: number): Promise<ErrorReport | Ending | undefined> {
    await this.started;
    const answer = await this.ask(
      { id: randomUUID(), load: join(this.sandbox.folder, 'submission.cjs') },
      ms,
    );
    if ('ending' in answer) return answer;
    return 'loadError' in answer ? answer.loadError : undefined;
  }

  /** Makes calls, one after the other. All calls together can take `ms` milliseconds. */
  async call(calls: readonly Call[], ms: number): Promise<readonly CallReport[] | Ending> {
    const answer = await this.ask({ id: randomUUID(), calls }, ms);
    if ('ending' in answer) return answer;
    if (!('reports' in answer)) return { ending: 'hung' };
    const { reports } = answer;
    return reports.length === calls.length ? reports : { ending: 'interfered' };
  }

  /**
   * Plays a scenario with the submission. If `listen` or its listener throws, the process ends.
   *
   * @returns the values that the scenario saw, or the error that stopped it
   */
  async play(
    scenario: string,
    data: unknown,
    ms: number,
    listen?: Listen,
  ): Promise<{ seen: unknown } | { met: ErrorReport } | Ending> {
    const id = randomUUID();
    const asked = this.ask({ id, scenario, data }, ms);
    this.onTold = listen?.((tell) => this.tell(id, tell));
    const answer = await asked;
    if ('seen' in answer || 'met' in answer || 'ending' in answer) return answer;
    return { ending: 'hung' };
  }

  /**
   * Plays some stories, one after the other.
   *
   * @param anew true to load the submission again before each story
   * @param ms how long the stories can take together, in milliseconds
   */
  async tryStories(
    stories: StoryText,
    anew: boolean,
    ms: number,
  ): Promise<readonly StoryText[] | Ending> {
    const answer = await this.ask({ id: randomUUID(), stories, anew }, ms);
    if ('ending' in answer) return answer;
    if (!('played' in answer)) return { ending: 'hung' };
    return answer.played;
  }

  /** Returns the text that the submission printed after the previous call of this method. */
  async takeOutput(): Promise<string> {
    // Output can arrive after an answer that was sent later.
    await new Promise((resolve) => setImmediate(resolve));
    const { output } = this;
    this.output = '';
    const dumps = CRASH_DUMPS.map((text) => output.indexOf(text)).filter((at) => at >= 0);
    const own = dumps.length === 0 ? output : output.slice(0, Math.min(...dumps)).trimEnd();
    return own.length > MOST_PRINTED ? `${own.slice(0, MOST_PRINTED)}…` : own;
  }

  /** Ends the process immediately. */
  kill(): void {
    this.end ??= { ending: 'killed', signal: 'SIGKILL' };
    this.endProcess();
  }

  private start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void =>
        reject(new GraderError(`the process for a submission did not start: ${reason}`));
      const timer = setTimeout(() => fail('it took too long'), START_MS).unref();
      this.child.once('error', (error) => fail(error.message));
      this.child.once('exit', (code) => fail(`exit code ${code}\n${this.output}`));
      this.onStarted = () => {
        clearTimeout(timer);
        this.factor = slownessOf(performance.now() - this.begunAt, IDLE_START_MS);
        resolve();
      };
    });
  }

  private tell(id: string, tell: unknown): void {
    // The scenario can have ended.
    if (this.expectedId === id) this.requests.write(pack({ id, tell }));
  }

  private ask(request: Request, ms: number): Promise<HostMessage | Ending> {
    if (this.uncaught !== undefined) {
      const error = this.uncaught;
      this.uncaught = undefined;
      return Promise.resolve({ ending: 'uncaught', error });
    }
    if (this.end !== undefined) return Promise.resolve(this.end);
    return new Promise((resolve) => {
      const stop = afterRunning(ms * this.slowness, () => this.endWith({ ending: 'hung' }));
      this.settle = (message) => {
        stop();
        this.settle = undefined;
        this.expectedId = '';
        this.onTold = undefined;
        resolve(message);
      };
      this.expectedId = request.id;
      this.requests.write(pack(request));
    });
  }

  private endWith(end: Ending): void {
    this.end ??= end;
    this.endProcess();
    this.settle?.(this.end);
  }

  private receive(frames: Frames, chunk: Buffer): void {
    try {
      for (const message of frames.push(chunk)) this.hear(message);
    } catch (error) {
      this.endWith({ ending: error instanceof TooLarge ? 'unbounded' : 'interfered' });
    }
  }

  private hear(received: unknown): void {
    const message = readHostMessage(received);
    if (message === undefined) return this.endWith({ ending: 'interfered' });
    if ('up' in message) {
      this.onStarted();
      // The submission can send this message again, to get more time.
      this.onStarted = () => undefined;
    } else if ('uncaught' in message) this.uncaught ??= message.uncaught;
    else if (message.id !== this.expectedId) return;
    else if ('told' in message) this.onTold?.(message.told);
    else this.settle?.(message);
  }

  private keep(text: string): void {
    if (this.output.length <= MOST_PRINTED) this.output += text.slice(0, 2 * MOST_PRINTED);
  }

  private endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
    const ended = signalOf(this.sandbox, code, signal);
    return ended === undefined ? endingOf(code ?? 0) : { ending: 'killed', signal: ended };
  }
}

function endingOf(code: number): Ending {
  // Windows has no signals. There, an abort gives the code 134. A crash gives a status code of NT.
  const isCrash = code === 134 || code === 0x80000003 || code >>> 16 === 0xc000;
  if (process.platform === 'win32' && isCrash) return { ending: 'killed', signal: 'SIGABRT' };
  return { ending: 'exited', code };
}
