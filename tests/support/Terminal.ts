import { join } from 'node:path';
import type * as NodePty from '@lydell/node-pty';
import { ROOT } from '../../grader/course/parts';
import { Changes } from '../../grader/harness/parent/Changes';
import { cleanEnvironment, privateFolder, SOLUTION_COMMAND } from './command';
import type { Exit } from './Spawned';

type Pty = typeof NodePty;

/** The line that `terminalWatcher.js` prints at the end. */
interface Ending extends Exit {
  /** True if the mode of the terminal is the same as at the start. */
  isRestored: boolean;
}

/**
 * Returns the package for pseudo-terminals. Returns undefined if tests cannot use the package on
 * this platform.
 */
export function loadPty(): Pty | undefined {
  // Windows draws the screen itself, so the output differs from the text that the program wrote.
  if (process.platform === 'win32') return undefined;
  try {
    return require('@lydell/node-pty') as Pty;
  } catch {
    return undefined;
  }
}

/** A key as a terminal sends it. */
export const KEYS = {
  enter: '\r',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  ctrlZ: '\u001a',
  escape: '\u001b',
};

export interface TerminalOptions {
  /** Arguments for Node. The default runs the finished program. */
  command?: readonly string[];
  /** The folder to run in. The default is this project. */
  project?: string;
  args?: readonly string[];
  env?: Record<string, string>;
}

/** A program in a pseudo-terminal of 80 columns. The default is the finished program. */
export class Terminal {
  static readonly columns = 80;
  /** The folder for the program's temporary files. */
  readonly folder = privateFolder();
  readonly #pty: NodePty.IPty;
  /** The whole output, with escape sequences. */
  raw = '';
  isClosed = false;
  readonly #changes = new Changes(() => this.text);

  constructor(pty: Pty, options: TerminalOptions = {}) {
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
      this.#changes.announce();
    });
    this.#pty.onExit(() => {
      this.isClosed = true;
      this.#changes.announce();
    });
  }

  /** The output without escape sequences. */
  get text(): string {
    return withoutEscapes(this.raw);
  }

  /** The id of the program's process. Undefined until the program runs. */
  get pid(): number | undefined {
    const [, pid] = /<<\{"pid":(\d+)\}>>/.exec(this.raw) ?? [];
    return pid === undefined ? undefined : Number(pid);
  }

  /** How the program has ended. Undefined while the program runs. */
  get ending(): Ending | undefined {
    const [, json] = /<<(\{"code":.*\})>>/.exec(this.raw) ?? [];
    return json === undefined ? undefined : (JSON.parse(json) as Ending);
  }

  /** Waits until a condition holds. */
  until(what: string, holds: () => boolean): Promise<void> {
    return this.#changes.until(what, holds);
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /**
   * Calls `act`. Waits until `isWanted` accepts the output after the call, and returns this output.
   */
  async after(act: () => void, what: string, isWanted: (text: string) => boolean): Promise<string> {
    const { length } = this.raw;
    const since = (): string => withoutEscapes(this.raw.slice(length));
    act();
    await this.until(what, () => isWanted(since()) || this.isClosed);
    if (!isWanted(since())) throw new Error(`the program ended before ${what}:\n${this.text}`);
    return since();
  }

  /** Calls `act`. Waits until the program has ended, and returns how it has ended. */
  async endAfter(act: () => void): Promise<Ending | undefined> {
    act();
    await this.until('the program has ended', () => this.ending !== undefined);
    await this.until('the terminal is closed', () => this.isClosed);
    return this.ending;
  }

  /** Sends a signal to the program only. */
  send(signal: NodeJS.Signals): void {
    if (this.pid !== undefined && this.ending === undefined) process.kill(this.pid, signal);
  }

  /** Ends the program if it still runs. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.send('SIGKILL');
    await this.until('the terminal is closed', () => this.isClosed);
  }
}

function withoutEscapes(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b(?:\[[0-9;?]*[A-Za-z]|[78])|\u0007/g, '');
}
