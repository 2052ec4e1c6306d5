import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'User';
const STARTS = 'start starts exactly two threads';
const READY = 'start resolves once both';
const TWICE = 'start of a user that is running';
const EARLY = 'If a thread dies before both are ready';
const LATER = 'If a thread dies later';
const ASKS = 'stop raises the stop flag';
const WAITS = 'stop resolves once both';
const FORCES = 'A thread that has not exited a second';
const STARTING = 'A stop while the user is starting';
const NOTHING = 'After a stop nothing keeps';

const IF_RUNNING =
  '    if (this.threads !== undefined) throw new Error(`${this.options.name} is running already`);\n';
const IF_STOPPED =
  '      if (isStopped(signals)) throw new Error(`${this.options.name} was stopped meanwhile`);\n';
const ASK = "    raiseStop(signals);\n    server.postMessage('stop');\n";
const WAIT = '    await Promise.all([hasEnded(server), hasEnded(miner)]);\n';
const IF_NOT_READY = "if (message === 'ready') resolve();";
const END_SERVER = '      await server.terminate();\n';
const PATIENT = "    thread.once('error', reject);\n";

const user = (from: string, to: string): string => replaceOnce(STEP, from, to);

export const mutants: Mutants = {
  wrong: [
    {
      name: 'a running user is started again',
      source: user(IF_RUNNING, ''),
      loses: [TWICE],
      advice:
        'Then two threads listen on one port, and the first two can never be stopped: look at `this.threads` first.',
    },
    {
      name: 'each thread gets signals of its own',
      source: user('this.serverData(signals, port1)', 'this.serverData(createSignals(), port1)'),
      loses: [STARTS],
      advice:
        'Then the two share nothing, and the server cannot call a job off: make the signals once, and give them to both.',
    },
    {
      name: 'the threads are terminated, and not asked',
      source: user(ASK, '').replace(
        WAIT,
        '    raiseStop(signals);\n    await Promise.all([server.terminate(), miner.terminate()]);\n',
      ),
      loses: [LATER, ASKS, FORCES],
      advice:
        'A thread that is cut off cannot finish what it does, nor close its sockets: ask first, and terminate only what has not ended after a second.',
    },
    {
      name: 'the server is asked to stop once the miner has ended',
      source: user(
        ASK + WAIT,
        "    raiseStop(signals);\n    await hasEnded(miner);\n    server.postMessage('stop');\n    await hasEnded(server);\n",
      ),
      loses: [ASKS, FORCES],
      advice: 'The two then end one after the other: ask both, and then wait for both.',
    },
    {
      name: 'nobody waits for the exit of the threads',
      source: user(WAIT, ''),
      loses: [EARLY, WAITS, FORCES, STARTING, NOTHING],
      advice:
        'A thread that is asked to stop still runs for a while: `stop` resolves on the `exit` of both.',
    },
    {
      name: 'the exit of one thread is enough',
      source: user(WAIT, WAIT.replace('all', 'race')),
      loses: [EARLY, WAITS, FORCES, STARTING, NOTHING],
      advice: '`Promise.race` ends with the first of the two: `Promise.all` waits for both.',
    },
    {
      name: 'a timer is not cleared',
      source: user('clearTimeout(timer);', ''),
      loses: [NOTHING],
      advice:
        'Then the process stays alive for another second after everything has ended: `clearTimeout` once the thread has exited.',
    },
    {
      name: 'any message counts as ready',
      source: user(IF_NOT_READY, 'resolve();'),
      loses: [READY],
      advice: "Threads send other messages as well: wait for `'ready'`.",
    },
    {
      name: 'the server is left running if the miner cannot be started',
      source: user(END_SERVER, ''),
      loses: [EARLY],
      advice:
        'Starting a thread can fail at once: `startThread` throws. End the thread that already runs, and throw the error on.',
    },
    {
      name: 'the error is not told, only that there was one',
      source: user(PATIENT, "    thread.once('error', () => undefined);\n"),
      loses: [EARLY, LATER],
      advice:
        'An error without its message cannot be looked for: hand on the very error that the thread died of.',
    },
    {
      name: 'nobody listens to the error of a thread',
      source: user(PATIENT, ''),
      loses: [EARLY, LATER],
      advice:
        'An `error` event that nobody listens to ends the whole program: listen to it from the moment at which the thread is started.',
    },
    {
      name: 'the wait for a thread ends when it is terminated, not when it has exited',
      source: user(
        'setTimeout(() => void thread.terminate(), STOP_LIMIT_MS)',
        `setTimeout(() => {
      void thread.terminate();
      resolve();
    }, STOP_LIMIT_MS)`,
      ),
      loses: [FORCES],
      advice:
        '`terminate` only begins to end a thread: let `exit` alone end the wait, which it brings about.',
    },
    {
      name: 'the program waits for the exit of a thread that has already ended',
      source: user('    if (thread.threadId === -1) return resolve();\n', ''),
      loses: [EARLY, LATER, STARTING],
      advice:
        'The event `exit` comes once and never again: if `threadId` is -1, the thread has ended, and there is nothing to wait for.',
    },
    {
      name: 'a start that was stopped resolves',
      source: user(IF_STOPPED, ''),
      loses: [STARTING],
      advice:
        'Whoever waits for the start then works with a user that is gone: after both are ready, look at the stop flag.',
    },
  ],
  right: {
    'the listener is removed after `ready`': user(
      `thread.on('message', (message) => {
      ${IF_NOT_READY}
    });`,
      `thread.on('message', function listen(message) {
      if (message !== 'ready') return;
      thread.off('message', listen);
      resolve();
    });`,
    ),
    'promises made once for each thread, and a helper class': `
import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';
import { createSignals, raiseStop } from './supplied/user/signalCells';
import { startThread } from './supplied/user/startThread';
import { UserControl } from './supplied/user/UserControl';

class Life {
  readonly ready: Promise<unknown>;
  readonly over: Promise<Error>;

  constructor(readonly worker: Worker) {
    let died: Error | undefined;
    this.ready = new Promise((resolve) => {
      worker.on('message', (message) => message === 'ready' && resolve(message));
    });
    this.over = new Promise((resolve) => {
      worker.once('error', (error) => (died = error as Error));
      worker.once('exit', (code) => resolve(died ?? new Error('thread exited with ' + code)));
    });
  }

  async end(): Promise<void> {
    const timer = setTimeout(() => this.worker.terminate(), 1000);
    await this.over;
    clearTimeout(timer);
  }
}

export class User extends UserControl {
  private lives: Life[] = [];
  private stopping = false;

  async start(): Promise<void> {
    if (this.threads) throw new Error('is running');
    this.stopping = false;
    const signals = createSignals();
    const { port1, port2 } = new MessageChannel();
    const server = startThread(this.code.server, this.serverData(signals, port1), [port1]);
    let miner: Worker;
    try {
      miner = startThread(this.code.miner, this.minerData(signals, port2), [port2]);
    } catch (error) {
      server.postMessage('stop');
      await new Life(server).end();
      throw error;
    }
    this.threads = { server, miner, signals };
    this.lives = [new Life(server), new Life(miner)];
    const end = Promise.race(this.lives.map((life) => life.over));
    const begun = Promise.all(this.lives.map((life) => life.ready)).then(() => undefined);
    const problem = await Promise.race([begun, end]);
    if (problem !== undefined || this.stopping) {
      await this.stop();
      throw problem ?? new Error('stopped before it was ready');
    }
    void end.then((error) => {
      if (this.stopping) return;
      this.failed(error);
      return this.stop();
    });
  }

  async stop(): Promise<void> {
    const threads = this.threads;
    if (!threads) return;
    this.stopping = true;
    raiseStop(threads.signals);
    threads.server.postMessage('stop');
    await Promise.all(this.lives.map((life) => life.end()));
    if (this.threads === threads) this.threads = undefined;
  }
}
`,
    'events are awaited with once, and a race is run against a sleep': `import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createSignals, raiseStop } from './supplied/user/signalCells';
import { UserControl } from './supplied/user/UserControl';

export class User extends UserControl {
  #ends: Promise<void>[] = [];
  #isStopping = false;

  async start(): Promise<void> {
    if (this.threads) throw new Error('already running');
    const signals = createSignals();
    const channel = new MessageChannel();
    const workers: Worker[] = [];
    try {
      workers.push(this.#open(this.code.server, this.serverData(signals, channel.port1), channel.port1));
      workers.push(this.#open(this.code.miner, this.minerData(signals, channel.port2), channel.port2));
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    }
    const [server, miner] = workers;
    this.#isStopping = false;
    this.threads = { server, miner, signals };
    let readies = 0;
    let fail: (error: unknown) => void = () => {};
    const wait = new Promise<void>((resolve, reject) => {
      fail = reject;
      for (const worker of workers) {
        let said = false;
        worker.on('message', (message) => {
          if (said || message !== 'ready') return;
          said = true;
          if (++readies === 2) resolve();
        });
      }
    });
    this.#ends = workers.map(
      (worker) =>
        new Promise((resolve) => {
          let error: unknown;
          worker.once('error', (why) => (error = why));
          worker.once('exit', () => {
            resolve();
            const why = error ?? new Error('ended by itself');
            if (this.#isStarting) fail(why);
            else if (!this.#isStopping) {
              this.failed(why);
              void this.stop();
            }
          });
        }),
    );
    this.#isStarting = true;
    try {
      await wait;
      if (this.#isStopping) throw new Error('stopped');
      this.#isStarting = false;
    } catch (error) {
      this.#isStarting = false;
      await this.stop();
      throw error;
    }
  }

  #isStarting = false;

  async stop(): Promise<void> {
    const { threads } = this;
    if (!threads) return;
    this.#isStopping = true;
    threads.server.postMessage('stop');
    raiseStop(threads.signals);
    const abort = new AbortController();
    const ends = [threads.server, threads.miner].map(async (worker, i) => {
      await Promise.race([
        this.#ends[i],
        sleep(1000, undefined, { signal: abort.signal }).catch(() => undefined),
      ]);
      if (worker.threadId !== -1) await worker.terminate();
    });
    await Promise.all(ends);
    abort.abort();
    if (this.threads === threads) this.threads = undefined;
  }

  #open(file: string, workerData: object, port: MessageChannel['port1']): Worker {
    return new Worker(file, { workerData, transferList: [port], execArgv: [] });
  }
}
void once;
`,
  },
  needs: { start: [ASKS, WAITS, FORCES, STARTING, NOTHING], stop: [EARLY, LATER] },
  // Each file starts some fifty threads. More files at the same time would slow each other down.
  lanes: 2,
};
