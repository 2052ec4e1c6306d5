import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { atExit } from '../harness/parent/sandbox/atExit';
import { startIn } from '../harness/parent/sandbox/Sandbox';
import type { Sandbox } from '../harness/parent/sandbox/Sandbox';
import { watchMemory } from '../harness/parent/sandbox/watchMemory';
import type { Conversation, Message } from './Conversation';
import { readUserLine } from './channel/UserLine';
import type { UserLine } from './channel/UserLine';

const MEMORY_LIMIT = 512 * 1024 * 1024;
/** How much of what a user prints is kept, in characters. */
const MOST_PRINTED = 1000;
/** A line that is longer is no event. */
const LONGEST_LINE = 64 * 1024;
/** What becomes of every payment where all goes well. */
const USUAL = /^(waiting|paid|settled)$/;
/** How many lines of each user are kept; only the first ones and the newest matter. */
const MOST_LINES = 5000;

/** What a user's process needs to know of the rung that it is part of. */
export interface Surroundings {
  conversation: Conversation;
  /** Who listens on a port. */
  nameOf: (port: number) => string;
  /** To be called whenever something has happened. */
  changed: () => void;
}

/**
 * One user of a rung: a process that runs the student's code. What it tells is used to find it and
 * to explain what went wrong; how it stands, the grader asks over TCP.
 */
export class UserProcess {
  readonly lines: UserLine[] = [];
  readonly startedAt = performance.now();
  /** What the student's code printed. */
  printed = '';
  /** How it ended, if it has. */
  end: string | undefined;
  name = 'a user';
  #rest = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #open = new Map<number, Message>();
  readonly #forget: () => void;

  /** @param sandbox where `bundleNetwork` has put the code */
  constructor(
    sandbox: Sandbox,
    private readonly surroundings: Surroundings,
  ) {
    this.#child = startIn(
      sandbox,
      'user.cjs',
      ['threads', 'network'],
      'pipe',
    ) as ChildProcessWithoutNullStreams;
    this.#forget = atExit(() => this.#child.kill('SIGKILL'));
    const unwatch = watchMemory(this.#child.pid ?? 0, MEMORY_LIMIT, () => {
      this.end ??= 'used more memory than the 512 MiB that it may';
      this.#child.kill('SIGKILL');
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#print(text));
    this.#child.stdin.on('error', () => undefined); // it has just ended, as `close` tells
    this.#child.once('error', (error) => this.#ended(`could not be started: ${error.message}`));
    this.#child.once('close', (code, signal) => {
      unwatch();
      this.#forget();
      this.#ended(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`);
    });
  }

  /** Who it is and where it listens, once it is ready. */
  get ready(): Extract<UserLine, { event: 'ready' }> | undefined {
    return this.lines.find((line) => line.event === 'ready');
  }

  /** Starts the program. */
  run(name: string, args: readonly string[]): void {
    this.name = name;
    this.tell(JSON.stringify(['--user', name, ...args]));
  }

  /** Writes a line to its standard input. */
  tell(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Ends it at once, without a warning. */
  kill(): void {
    this.#forget();
  }

  /** Resolves once it has ended and all its output has come. */
  gone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve();
      else this.#child.once('close', () => resolve()).once('error', () => resolve());
    });
  }

  #ended(how: string): void {
    this.end ??= how;
    this.surroundings.changed();
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) {
      const event = readUserLine(line);
      if (event === undefined) this.#print(`${line}\n`);
      else this.#hear(event);
    }
    this.surroundings.changed();
  }

  #hear(line: UserLine): void {
    const { conversation, nameOf } = this.surroundings;
    const note = (what: string): void => {
      conversation.add({ at: Date.now(), who: this.name, what });
    };
    switch (line.event) {
      case 'said': {
        const { id, at, port, request } = line;
        const message = { at, from: this.name, to: nameOf(port), request };
        this.#open.set(id, conversation.add(message));
        return;
      }
      case 'heard': {
        const message = this.#open.get(line.id);
        if (message) message.reply = line.reply;
        this.#open.delete(line.id);
        return;
      }
      case 'mined':
        note(`mined block ${line.index}${line.what}`);
        break;
      case 'payment':
        if (!USUAL.test(line.state)) note(`my ${formatCoins(line.amount)} are ${line.state}`);
        break;
      case 'other':
        if (line.text !== '') note(line.text);
        return;
      case 'error':
      case 'failed':
        note(`threw: ${line.message.split('\n')[0]}`);
    }
    if (this.lines.length < MOST_LINES) this.lines.push(line);
  }

  #print(text: string): void {
    this.printed = (this.printed + text).slice(0, MOST_PRINTED);
  }
}
