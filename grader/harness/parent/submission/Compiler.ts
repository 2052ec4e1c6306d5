import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../../course/parts';
import type { CompilerMessage } from '../../channel/CompilerMessage';
import { atExit } from '../sandbox/atExit';
import { GraderError } from '../sandbox/GraderError';
import { killGroup, HAS_GROUPS } from '../sandbox/killGroup';
import { slownessOf } from '../sandbox/slownessOf';
import { watchTreeMemory } from '../sandbox/watchMemory';
import type { Problem } from '../../channel/Problem';

/** Why a compilation was stopped. */
export type Stopped = 'too slow' | 'too large';

/** How long one compilation can take, in milliseconds. The reference takes 30 ms. */
export const COMPILE_MS = 5000;
/** How long the first try of a compilation can take, in milliseconds. */
const FIRST_TRY_MS = 2000;
/** The maximum memory of the compiler, in bytes. The reference needs 100 MiB. */
const MEMORY_LIMIT = 512 * 1024 * 1024;
/** How long the compiler's process can take to start, in milliseconds. */
const START_MS = 20_000;
/** The maximum time that the start takes on an idle machine, in milliseconds. */
const IDLE_START_MS = 200;

/** The process of a compiler, and how to end it. */
interface Running {
  child: ChildProcess;
  /** Resolves to the slowness of the machine. See `slownessOf`. */
  up: Promise<number>;
  end: () => void;
}

/**
 * A process that compiles files of strangers, one after the other. The process starts with the
 * first order, and again after it was stopped. It ends with the grader.
 */
export class Compiler<Order extends object> {
  private running: Running | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** @param program the path of the program that answers the orders, from the project's root */
  constructor(private readonly program: string) {}

  /** Starts the process before the first order, because the start takes a moment. */
  begin(): void {
    this.running ??= this.start();
  }

  /**
   * Compiles.
   *
   * @returns the mistakes that prevented the compilation, or why the compilation was stopped
   * @throws GraderError if the compiler itself fails
   */
  compile(order: Order): Promise<Problem[] | Stopped> {
    const result = this.last.then(() => this.askTwice(order));
    this.last = result.catch(() => undefined);
    return result;
  }

  /**
   * Asks again if the compilation was stopped. The new process has no memory of earlier files, and
   * measures the machine's present slowness.
   */
  private async askTwice(order: Order): Promise<Problem[] | Stopped> {
    const answer = await this.ask(order, FIRST_TRY_MS);
    return typeof answer === 'string' ? this.ask(order, COMPILE_MS) : answer;
  }

  private async ask(order: Order, ms: number): Promise<Problem[] | Stopped> {
    this.running ??= this.start();
    const { child, up, end } = this.running;
    child.ref();
    child.channel?.ref();
    const slowness = await up;
    return new Promise((resolve, reject) => {
      const stop = (why: Stopped): void => {
        settle();
        end();
        resolve(why);
      };
      const timer = setTimeout(stop, ms * slowness, 'too slow');
      const unwatch = watchTreeMemory(child.pid ?? 0, MEMORY_LIMIT, () => stop('too large'));
      const onMessage = (message: CompilerMessage): void => {
        settle();
        if ('problems' in message) resolve(message.problems);
        else reject(new GraderError(`the compiler: ${JSON.stringify(message)}`));
      };
      const onExit = (): void => {
        settle();
        reject(new GraderError('the compiler has ended'));
      };
      const settle = (): void => {
        clearTimeout(timer);
        unwatch();
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.unref();
        child.channel?.unref();
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(order);
    });
  }

  private start(): Running {
    const launch = join(ROOT, 'workshop', 'commands', 'launch.js');
    const child = fork(launch, [this.program], {
      cwd: ROOT,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // The compiler starts a second program. With a process group, we can end both programs.
      detached: HAS_GROUPS,
    });
    const begunAt = performance.now();
    const up = new Promise<number>((resolve, reject) => {
      const fail = (why: string): void =>
        reject(new GraderError(`the compiler did not start: ${why}`));
      const timer = setTimeout(fail, START_MS, 'it took too long');
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code) => fail(`exit code ${code}`));
      child.once('message', () => {
        clearTimeout(timer);
        resolve(slownessOf(performance.now() - begunAt, IDLE_START_MS));
      });
    });
    up.catch(() => undefined); // the first order throws this error
    const removeEnd = atExit(() => killGroup(child));
    const end = (): void => {
      if (this.running?.child === child) this.running = undefined;
      removeEnd();
    };
    child.once('exit', end);
    return { child, up, end };
  }
}
