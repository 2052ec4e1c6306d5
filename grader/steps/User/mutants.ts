import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'User';
const STARTS = 'start starts exactly two threads';
const READY = 'start resolves once both';
const TWICE = 'start rejects if';
const EARLY = 'If a thread dies before both are ready';
const LATER = 'If a thread dies later';
const ASKS = 'stop raises the stop flag';
const WAITS = 'stop resolves once both';
const FORCES = 'stop terminates a';
const STARTING = 'A stop while the user is starting';
const NOTHING = 'After a stop, nothing';

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
        'Then two threads listen on one port, and the first two threads can never be stopped. Check `this.threads` first.',
    },
    {
      name: 'each thread gets its own signals',
      source: user('this.serverData(signals, port1)', 'this.serverData(createSignals(), port1)'),
      loses: [STARTS],
      advice:
        'The threads then share nothing, and the server cannot cancel a job. Make the signals once, and give them to both threads.',
    },
    {
      name: 'the threads are terminated at once, without being asked',
      source: user(ASK, '').replace(
        WAIT,
        '    raiseStop(signals);\n    await Promise.all([server.terminate(), miner.terminate()]);\n',
      ),
      loses: [LATER, ASKS, FORCES],
      advice:
        'A terminated thread cannot finish its work or close its sockets. Ask first, and terminate only a thread that has not exited after a second.',
    },
    {
      name: 'the server is asked to stop once the miner has ended',
      source: user(
        ASK + WAIT,
        "    raiseStop(signals);\n    await hasEnded(miner);\n    server.postMessage('stop');\n    await hasEnded(server);\n",
      ),
      loses: [ASKS, FORCES],
      advice: 'Then the two threads end one after the other. Ask both, then wait for both.',
    },
    {
      name: 'stop does not wait for the exit of the threads',
      source: user(WAIT, ''),
      loses: [EARLY, WAITS, FORCES, STARTING, NOTHING],
      advice:
        'A thread still runs for a while after it is asked to stop. Resolve `stop` after the `exit` of both.',
    },
    {
      name: 'stop waits for the exit of only one thread',
      source: user(WAIT, WAIT.replace('all', 'race')),
      loses: [EARLY, WAITS, FORCES, STARTING, NOTHING],
      advice: '`Promise.race` resolves with the first of the two. `Promise.all` waits for both.',
    },
    {
      name: 'a timer is not cleared',
      source: user('clearTimeout(timer);', ''),
      loses: [NOTHING],
      advice:
        'The process then stays alive for another second. Call `clearTimeout` once the thread has exited.',
    },
    {
      name: 'any message counts as ready',
      source: user(IF_NOT_READY, 'resolve();'),
      loses: [READY],
      advice: "Threads post other messages too. Wait for `'ready'`.",
    },
    {
      name: 'the server keeps running if the miner cannot be started',
      source: user(END_SERVER, ''),
      loses: [EARLY],
      advice:
        '`startThread` can throw, and the server is then left alone. Stop the server, and throw the same error again.',
    },
    {
      name: 'start does not wait until the server has ended',
      source: user(END_SERVER, '      void server.terminate();\n'),
      loses: [EARLY],
      advice:
        'The server still runs when `start` rejects. `terminate` returns a promise: await it before you throw.',
    },
    {
      name: 'the error is replaced by another error',
      source: user(PATIENT, "    thread.once('error', () => undefined);\n"),
      loses: [EARLY, LATER],
      advice: 'The caller then cannot see what went wrong. Pass on the error of the thread itself.',
    },
    {
      name: 'the error event of a thread has no listener',
      source: user(PATIENT, ''),
      loses: [EARLY, LATER],
      advice:
        'An `error` event without a listener ends the whole program. Add the listener when you start the thread.',
    },
    {
      name: 'the wait for a thread ends at terminate, not at its exit',
      source: user(
        'setTimeout(() => void thread.terminate(), STOP_LIMIT_MS)',
        `setTimeout(() => {
      void thread.terminate();
      resolve();
    }, STOP_LIMIT_MS)`,
      ),
      loses: [FORCES],
      advice:
        '`terminate` only begins to end a thread. Wait for `exit` only: `terminate` causes it.',
    },
    {
      name: 'the program waits for the exit of a thread that has already ended',
      source: user('    if (thread.threadId === -1) return resolve();\n', ''),
      loses: [EARLY, LATER, STARTING],
      advice:
        'The `exit` event comes only once, so the wait never ends. If `threadId` is -1, the thread has ended: do not wait.',
    },
    {
      name: 'start resolves although the user was stopped',
      source: user(IF_STOPPED, ''),
      loses: [STARTING],
      advice:
        'The caller then uses a user that has ended. Check the stop flag after both threads are ready.',
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
