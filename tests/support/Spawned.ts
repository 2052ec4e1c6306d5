import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { ROOT } from '../../grader/course/parts';
import { Changes } from '../../grader/harness/parent/Changes';
import { cleanEnvironment, privateFolder, SOLUTION_COMMAND } from './command';

/** How a process has ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** How much of the output is shown when a wait fails, in characters. */
const MAX_DESCRIBED = 4000;

export interface SpawnOptions {
  /** Arguments for Node. The default runs the finished program. */
  command?: readonly string[];
  /** The folder to run in. The default is this project. */
  project?: string;
  env?: Record<string, string>;
  /** True for a process group of its own, which `killGroup` can end. */
  group?: boolean;
  /** True if the test sends lines to the program. Otherwise the standard input is empty. */
  input?: boolean;
}

/** A program in its own process, without a terminal. The default is the finished program. */
export class Spawned {
  /** The folder for the program's temporary files. */
  readonly folder = privateFolder();
  readonly child: ChildProcess;
  out = '';
  err = '';
  exit: Exit | undefined;
  readonly #changes = new Changes(() => this.describe());

  /** @param args the program's own arguments, as after `npm run solution` */
  constructor(
    readonly args: readonly string[],
    { command = SOLUTION_COMMAND, project = ROOT, env, group, input = false }: SpawnOptions = {},
  ) {
    this.child = spawn(process.execPath, [...command, ...args], {
      cwd: project,
      detached: group,
      env: cleanEnvironment(this.folder, env),
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.#changes.announce();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
      this.#changes.announce();
    });
    // Writing fails if the process has just ended. The test is not to blame.
    this.child.stdin?.on('error', () => {});
    this.child.once('close', (code, signal) => {
      this.exit = { code, signal };
      this.#changes.announce();
    });
  }

  get hasEnded(): boolean {
    return this.exit !== undefined;
  }

  /** Waits until a condition holds. */
  until(what: string, holds: () => boolean, limitMs?: number): Promise<void> {
    return this.#changes.until(what, holds, limitMs);
  }

  /** Waits until the process has ended and all its output has arrived. */
  async ended(limitMs?: number): Promise<Exit> {
    await this.until('the process has ended', () => this.hasEnded, limitMs);
    return this.exit ?? { code: null, signal: null };
  }

  /** Writes a line to the standard input of the process. */
  write(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Sends a signal to the process, and waits until the process has ended. */
  endWith(signal: NodeJS.Signals): Promise<Exit> {
    this.child.kill(signal);
    return this.ended();
  }

  /** Ends all processes of the group at once, and waits until this process has ended. */
  killGroup(): Promise<Exit> {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    return this.ended();
  }

  /** Ends the process if it still runs. */
  async kill(): Promise<void> {
    await this.endWith('SIGKILL');
  }

  /** Returns the output and the end so far, for an error message. */
  protected describe(): string {
    const exit = JSON.stringify(this.exit) ?? 'it runs';
    return [this.args.join(' '), this.out.slice(-MAX_DESCRIBED), this.err, exit].join('\n');
  }
}

/** Runs a program until it ends. */
export async function run(
  args: readonly string[],
  options?: SpawnOptions,
  limitMs?: number,
): Promise<Spawned> {
  const spawned = new Spawned(args, options);
  try {
    await spawned.ended(limitMs);
    return spawned;
  } finally {
    await spawned.kill();
  }
}
