import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sayFault, sayRemedies } from '../../../explorer/channel/sayFault';
import { DEFAULT_OBSERVER_OPTIONS } from '../../../explorer/observer/ObserverOptions';
import type { Page } from '../../../explorer/server/bundlePage';
import { LiveView } from '../../../explorer/server/LiveView';
import { ROOT } from '../../../grader/course/parts';
import { clean } from '../../../grader/report/clean';
import { printable } from '../../../solution/supplied/wire/printable';
import type { NetworkState } from '../channel/CourseState';
import { explorerGuide } from '../../student/explorerGuide';
import type { NetworkLine } from './NetworkLine';
import { partsVersion } from './partsVersion';

/** How long the network can take to stop, in milliseconds. Then it is ended by force. */
const STOP_MS = 2000;

/** The end of the network's output that is shown, in UTF-16 units. */
const MOST_PRINTED = 4000;

/** The maximum number of problems that are shown. */
const MOST_PROBLEMS = 10;

/** The longest text of a problem, in UTF-16 units. */
const LONGEST_PROBLEM = 2000;

/** The longest name of a user in a problem. */
const LONGEST_NAME = 48;

const STOPPED: NetworkState = {
  ...{ phase: 'stopped', users: [], height: 0, problems: [], printed: '', isOld: false },
};

/** The student's network, in a process of its own, and the explorer that watches it. */
export class OwnNetwork {
  #state = STOPPED;
  #child: ChildProcess | undefined;
  /** True if the student stops the network, or has stopped it. */
  #isStopped = true;
  readonly #guide = explorerGuide();
  /** The version of the files that the network runs. */
  #version = '';
  #view: LiveView;

  /**
   * @param page the explorer's page
   * @param onChange called after each change
   */
  constructor(
    private readonly page: () => Promise<Page>,
    private readonly onChange: () => void,
  ) {
    this.#view = this.#newView();
  }

  get state(): NetworkState {
    const { picture, faults } = this.#view.observer;
    const nameOf = (address: string): string =>
      printable(picture?.users.get(address)?.name ?? address, LONGEST_NAME);
    const seen = faults.all.map((fault) => {
      const { what, why } = sayFault(fault, nameOf);
      return `${what}${why} ${sayRemedies(fault.remedies)}`.trim();
    });
    const { problems } = this.#state;
    // After a stop, the problems are no news any more.
    if (this.#isStopped && this.#child === undefined) return this.#state;
    return {
      ...this.#state,
      height: picture?.tree.blocks.reduce((most, { block }) => Math.max(most, block.index), 0) ?? 0,
      problems: [...problems, ...seen].slice(0, MOST_PROBLEMS),
      isOld: this.#child !== undefined && this.#version !== partsVersion(),
    };
  }

  /** Answers a request for the explorer's page. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    return this.#view.answer(request, response, path);
  }

  /** Starts the network with the student's current files. Does nothing if the network runs. */
  start(): void {
    if (this.#child !== undefined) return;
    void this.#view.stop();
    this.#view = this.#newView();
    this.#view.start();
    this.#version = partsVersion();
    this.#isStopped = false;
    this.#change({ ...STOPPED, phase: 'starting' });
    const programs = ['workshop/commands/launch.js', 'workshop/page/network/runOwnNetwork.ts'];
    const child = spawn(
      process.execPath,
      programs.map((path) => join(ROOT, path)),
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        const printed = (this.#state.printed + clean(text)).slice(-MOST_PRINTED);
        this.#change({ ...this.#state, printed });
      });
    }
    child.on('message', (line: NetworkLine) => this.#hear(line));
    child.once('error', ({ message }) => this.#hear({ kind: 'problem', text: message }));
    child.once('close', () => {
      this.#child = undefined;
      void this.#view.end();
      const { printed } = this.#state;
      this.#change(
        this.#isStopped ? { ...STOPPED, printed } : { ...this.#state, phase: 'failed', users: [] },
      );
    });
  }

  /** Starts the network again, with the student's current files. */
  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  /** Stops the network. Resolves when its process has ended. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#isStopped = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      if (child.connected) child.send('stop', () => {});
    });
  }

  /** Stops the network and the explorer. */
  async end(): Promise<void> {
    await Promise.all([this.stop(), this.#view.stop()]);
  }

  #newView(): LiveView {
    const observer = { ...DEFAULT_OBSERVER_OPTIONS, begin: [], guide: this.#guide };
    return new LiveView({ observer, page: this.page(), onChange: this.onChange }, (error) =>
      this.#hear({ kind: 'problem', text: `The explorer has an internal error: ${String(error)}` }),
    );
  }

  #hear(line: NetworkLine): void {
    const { users, problems } = this.#state;
    if (line.kind === 'ready') {
      this.#view.observer.addEndpoint(line.endpoint);
      this.#change({ ...this.#state, users: [...users, printable(line.name, LONGEST_NAME)] });
    } else if (line.kind === 'running') {
      this.#change({ ...this.#state, phase: 'running' });
    } else {
      const text = clean(this.#textOf(line).slice(0, LONGEST_PROBLEM));
      if (problems.includes(text) || problems.length >= MOST_PROBLEMS) return;
      this.#change({ ...this.#state, problems: [...problems, text] });
    }
  }

  #textOf(line: Extract<NetworkLine, { kind: 'problem' | 'invalid' }>): string {
    if (line.kind === 'problem') return line.text;
    const name = printable(line.name, LONGEST_NAME);
    return `${name} mined an invalid block: ${line.code}. ${sayRemedies(this.#guide[line.code])}`;
  }

  #change(state: NetworkState): void {
    this.#state = state;
    this.onChange();
  }
}
