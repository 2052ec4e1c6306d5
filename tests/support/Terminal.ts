import { join } from 'node:path';
import type * as NodePty from '@lydell/node-pty';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder, SOLUTION_COMMAND } from './command';
import type { Exit } from './Spawned';
import { Watched } from './Watched';

type Pty = typeof NodePty;

/** What `terminalWatcher.js` tells at the end. */
interface Ending extends Exit {
  /** Whether the terminal's mode is what it was before. */
  isRestored: boolean;
}

/** The pseudo-terminals of this platform, if there are any. */
export function loadPty(): Pty | undefined {
  try {
    return require('@lydell/node-pty') as Pty;
  } catch {
    return undefined;
  }
}

/** A key as a terminal sends it. */
export const KEYS = { enter: '\r', ctrlC: '\u0003', ctrlD: '\u0004', escape: '\u001b' };

/** How to open a terminal, unless simply. */
export interface TerminalOptions {
  /** What Node runs, instead of the finished program. */
  command?: readonly string[];
  /** The project's folder, instead of our own. */
  project?: string;
  args?: readonly string[];
  env?: Record<string, string>;
}

/** A program, usually the finished one, in a real pseudo-terminal of 80 columns, and somebody who types. */
export class Terminal extends Watched {
  static readonly columns = 80;
  readonly folder = privateFolder();
  readonly #pty: NodePty.IPty;
  /** Everything written to the terminal, escape sequences and all. */
  raw = '';
  isClosed = false;

  constructor(pty: Pty, options: TerminalOptions = {}) {
    super();
    const { command = SOLUTION_COMMAND, project = ROOT, args = [], env } = options;
    const watcher = join(__dirname, 'terminalWatcher.js');
    this.#pty = pty.spawn(process.execPath, [watcher, ...command, ...args], {
      name: 'xterm-256color',
      cols: Terminal.columns,
      rows: 24,
      cwd: project,
      env: cleanEnvironment(this.folder, env),
    });
    this.#pty.onData((text) => {
      this.raw += text;
      this.changed();
    });
    this.#pty.onExit(() => {
      this.isClosed = true;
      this.changed();
    });
  }

  /** What was written, without escape sequences. */
  get text(): string {
    return withoutEscapes(this.raw);
  }

  /** The program's process, once it runs. */
  get pid(): number | undefined {
    const [, pid] = /<<\{"pid":(\d+)\}>>/.exec(this.raw) ?? [];
    return pid === undefined ? undefined : Number(pid);
  }

  /** How the program has ended, once it has. */
  get ending(): Ending | undefined {
    const [, json] = /<<(\{"code":.*\})>>/.exec(this.raw) ?? [];
    return json === undefined ? undefined : (JSON.parse(json) as Ending);
  }

  /** Types something without waiting for anything. */
  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Does something and returns what is written from then on, once that is as wished. */
  async after(act: () => void, what: string, isSo: (text: string) => boolean): Promise<string> {
    const { length } = this.raw;
    const since = (): string => withoutEscapes(this.raw.slice(length));
    act();
    await this.until(what, () => isSo(since()) || this.isClosed);
    if (!isSo(since())) throw new Error(`the program ended before ${what}:\n${this.describe()}`);
    return since();
  }

  /** Does something, and measures how long the program takes to end, in milliseconds. */
  async endAfter(act: () => void): Promise<number> {
    const begin = performance.now();
    act();
    await this.until('the program has ended', () => this.ending !== undefined);
    const took = performance.now() - begin;
    await this.until('the terminal is closed', () => this.isClosed);
    return took;
  }

  /** Sends the program a signal, and only the program. */
  send(signal: NodeJS.Signals): void {
    if (this.pid !== undefined && this.ending === undefined) process.kill(this.pid, signal);
  }

  /** Ends whatever still runs in the terminal. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.send('SIGKILL');
    await this.until('the terminal is closed', () => this.isClosed);
  }

  protected override describe(): string {
    return this.text;
  }
}

function withoutEscapes(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b(?:\[[0-9;?]*[A-Za-z]|[78])|\u0007/g, '');
}
