import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder, SOLUTION_COMMAND } from './command';
import { Watched } from './Watched';

/** How a process has ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** How much of its output is shown when one waits for it in vain, in characters. */
const DESCRIBED = 4000;

/** How to start the program, unless simply. */
export interface SpawnOptions {
  /** What Node runs, instead of the finished program. */
  command?: readonly string[];
  /** The project's folder, instead of our own. */
  project?: string;
  env?: Record<string, string>;
  /** Whether to send it lines; otherwise its standard input is at its end from the start. */
  input?: boolean;
}

/** A program, usually the finished one, in a process of its own, without a terminal. */
export class Spawned extends Watched {
  readonly folder = privateFolder();
  readonly child: ChildProcess;
  out = '';
  err = '';
  exit: Exit | undefined;

  /** @param args the program's own, as after `npm run solution --` */
  constructor(
    readonly args: readonly string[],
    { command = SOLUTION_COMMAND, project = ROOT, env, input = false }: SpawnOptions = {},
  ) {
    super();
    this.child = spawn(process.execPath, [...command, ...args], {
      cwd: project,
      env: cleanEnvironment(this.folder, env),
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.changed();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
      this.changed();
    });
    // Writing to one that has just ended is no fault of the test.
    this.child.stdin?.on('error', () => {});
    this.child.once('close', (code, signal) => {
      this.exit = { code, signal };
      this.changed();
    });
  }

  get hasEnded(): boolean {
    return this.exit !== undefined;
  }

  /** Waits until the process has ended and all its output has come. */
  async ended(limitMs?: number): Promise<Exit> {
    await this.until('the process has ended', () => this.hasEnded, limitMs);
    return this.exit ?? { code: null, signal: null };
  }

  /** Writes a line to its standard input. */
  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Sends it a signal and measures how long it takes to end, in milliseconds. */
  async endWith(signal: NodeJS.Signals): Promise<number> {
    const begin = performance.now();
    this.child.kill(signal);
    await this.ended();
    return performance.now() - begin;
  }

  /** Ends the process if it has not ended by itself. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  protected override describe(): string {
    const exit = JSON.stringify(this.exit) ?? 'it runs';
    return [this.args.join(' '), this.out.slice(-DESCRIBED), this.err, exit].join('\n');
  }
}

/** Runs the program to its end. */
export async function run(args: readonly string[], options?: SpawnOptions): Promise<Spawned> {
  const spawned = new Spawned(args, options);
  try {
    await spawned.ended();
    return spawned;
  } finally {
    await spawned.kill();
  }
}
