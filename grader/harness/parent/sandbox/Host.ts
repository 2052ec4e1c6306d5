import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Grant } from '../../../course/course';
import { atExit } from './atExit';
import { GraderError } from './GraderError';
import type { Call, CallReport, ErrorReport, HostMessage, Request } from '../../channel/protocol';
import { readHostMessage } from './readHostMessage';
import { startIn } from './Sandbox';
import type { Sandbox } from './Sandbox';
import { frame, Frames, pack, SECRET_BYTES, unpack } from '../../channel/sealed';
import { watchMemory } from './watchMemory';

/** How a request ended without an answer. */
export type Ending =
  | { ending: 'hung' }
  | { ending: 'exited'; code: number }
  | { ending: 'killed'; signal: string }
  | { ending: 'memory' }
  /** Something other than the driver wrote into the channel. */
  | { ending: 'interfered' }
  /** Something left running threw. */
  | { ending: 'stray'; error: ErrorReport };

/** A host that is not up by then will never be; what is slow here is not the submission's fault. */
const UP_WITHIN_MS = 20_000;
const MEMORY_LIMIT = 512 * 1024 * 1024;
/** How much of what a submission prints is kept, in characters. */
const MOST_PRINTED = 2000;
/** What Node itself prints when it gives up, which tells a student nothing. */
const CRASH_DUMP = /\s*(<--- Last few GCs|----- Native stack trace)[\s\S]*/;
/** After the end of a process, how long an answer of it may still be on its way. */
const LAST_WORDS_MS = 20;

/**
 * The process that a submission runs in. The driver is loaded first and makes the calls; all that
 * comes from here is only what the submission claims, for the grader to judge.
 */
export class Host {
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private readonly secret = randomBytes(SECRET_BYTES);
  private readonly forget: () => void;
  private readonly up: Promise<void>;
  private isUp: () => void = () => undefined;
  private settle: ((message: HostMessage | Ending) => void) | undefined;
  private expected = '';
  private end: Ending | undefined;
  private stray: ErrorReport | undefined;
  private output = '';

  /**
   * @param sandbox its folder has `driver.cjs` and the bundled submission
   * @param grants what else the submission may do
   */
  constructor(
    private readonly sandbox: Sandbox,
    grants: readonly Grant[],
  ) {
    this.child = startIn(sandbox, 'driver.cjs', grants, ['ignore', 'pipe', 'pipe', 'pipe']);
    this.channel = this.child.stdio[3] as Duplex;
    const frames = new Frames();
    this.channel.on('data', (chunk: Uint8Array) => this.receive(frames, chunk));
    this.channel.on('error', () => undefined); // it has ended, and `exit` tells
    this.channel.write(frame(this.secret));
    const unwatch = watchMemory(this.child.pid ?? 0, MEMORY_LIMIT, () =>
      this.endWith({ ending: 'memory' }),
    );
    this.forget = atExit(() => {
      unwatch();
      this.child.kill('SIGKILL');
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    }
    this.up = this.start();
    this.up.catch(() => undefined); // whoever waits for it hears of it
    this.child.on('exit', (code, signal) => {
      this.end ??=
        code === null ? { ending: 'killed', signal: String(signal) } : { ending: 'exited', code };
      const { end } = this;
      setTimeout(() => this.settle?.(end), LAST_WORDS_MS);
      this.forget();
    });
  }

  /** True once it can answer no more. */
  get ended(): boolean {
    return this.end !== undefined;
  }

  /**
   * Loads the submission.
   *
   * @param ms how long that may take
   * @returns undefined once it is loaded
   * @throws GraderError if the process did not even start
   */
  async load(ms: number): Promise<ErrorReport | Ending | undefined> {
    await this.up;
    const answer = await this.ask(
      { id: randomUUID(), load: join(this.sandbox.folder, 'submission.cjs') },
      ms,
    );
    if ('ending' in answer) return answer;
    return 'loadError' in answer ? answer.loadError : undefined;
  }

  /** Makes calls, one after the other, all within `ms`. */
  async call(calls: readonly Call[], ms: number): Promise<readonly CallReport[] | Ending> {
    const answer = await this.ask({ id: randomUUID(), calls }, ms);
    if ('reports' in answer) return answer.reports;
    return 'ending' in answer ? answer : { ending: 'hung' };
  }

  /**
   * Plays a scenario with the submission.
   *
   * @returns what it saw, or the error that it met
   */
  async play(
    scenario: string,
    data: unknown,
    ms: number,
  ): Promise<{ seen: unknown } | { met: ErrorReport } | Ending> {
    const answer = await this.ask({ id: randomUUID(), scenario, data }, ms);
    if ('seen' in answer || 'met' in answer || 'ending' in answer) return answer;
    return { ending: 'hung' };
  }

  /** What was printed since this was last asked. */
  async takeOutput(): Promise<string> {
    // What was printed before an answer may be read just after it.
    await new Promise((resolve) => setImmediate(resolve));
    const { output } = this;
    this.output = '';
    const own = output.replace(CRASH_DUMP, '');
    return own.length > MOST_PRINTED ? `${own.slice(0, MOST_PRINTED)}…` : own;
  }

  /** Ends the process at once. */
  kill(): void {
    this.end ??= { ending: 'killed', signal: 'SIGKILL' };
    this.forget();
  }

  private start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void =>
        reject(new GraderError(`the process for a submission did not start: ${reason}`));
      const timer = setTimeout(() => fail('it took too long'), UP_WITHIN_MS).unref();
      this.child.once('error', (error) => fail(error.message));
      this.child.once('exit', (code) => fail(`exit code ${code}\n${this.output}`));
      this.isUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private ask(request: Request, ms: number): Promise<HostMessage | Ending> {
    if (this.stray !== undefined) {
      const error = this.stray;
      this.stray = undefined;
      return Promise.resolve({ ending: 'stray', error });
    }
    if (this.end !== undefined) return Promise.resolve(this.end);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.endWith({ ending: 'hung' }), ms);
      this.settle = (message) => {
        clearTimeout(timer);
        this.settle = undefined;
        this.expected = '';
        resolve(message);
      };
      this.expected = request.id;
      this.channel.write(pack(request, this.secret));
    });
  }

  private endWith(end: Ending): void {
    this.end ??= end;
    this.forget();
    this.settle?.(this.end);
  }

  private receive(frames: Frames, chunk: Uint8Array): void {
    try {
      for (const sealed of frames.push(chunk)) this.hear(unpack(sealed, this.secret));
    } catch {
      this.endWith({ ending: 'interfered' });
    }
  }

  private hear(received: unknown): void {
    const message = readHostMessage(received);
    if (message === undefined) return;
    if ('up' in message) this.isUp();
    else if ('stray' in message) this.stray ??= message.stray;
    else if ('id' in message && message.id === this.expected) this.settle?.(message);
  }

  private keep(text: string): void {
    if (this.output.length <= MOST_PRINTED) this.output += text;
  }
}
