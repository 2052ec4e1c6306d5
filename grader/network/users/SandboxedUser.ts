import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import type { Changes } from '../../harness/parent/Changes';
import { atExit } from '../../harness/parent/sandbox/atExit';
import { startIn } from '../../harness/parent/sandbox/Sandbox';
import type { Sandbox } from '../../harness/parent/sandbox/Sandbox';
import { watchMemory } from '../../harness/parent/sandbox/watchMemory';
import { readUserLine } from '../channel/UserLine';
import type { UserLine } from '../channel/UserLine';
import type { Conversation, Message } from './Conversation';

const MEMORY_LIMIT = 512 * 1024 * 1024;
/** How much printed text is kept, in characters. */
const MAX_PRINTED = 1000;
/** A longer line is no event. */
const MAX_LINE = 64 * 1024;
/** The states of a payment that goes well. */
const USUAL = /^(waiting|paid|settled)$/;
/** How many lines of each user are kept. Only the first ones and the newest matter. */
const MAX_LINES = 5000;

/** The name of a process before it runs a user. */
export const UNNAMED = 'a user';

/** What a user's process needs to know of its rung. */
export interface RungContext {
  conversation: Conversation;
  /** Announced after every event. */
  changes: Changes;
  /** Returns the name of the user or peer that listens on a port. */
  nameOf: (port: number) => string;
}

/**
 * One user of a rung, in a process that runs the student's code in the sandbox. Its output tells the
 * grader where it listens, and explains failures. The verdict rests on what it answers over TCP.
 */
export class SandboxedUser {
  readonly lines: UserLine[] = [];
  readonly startedAt = performance.now();
  /** What the student's code printed. */
  printed = '';
  /** How the process has ended, if it has. */
  end: string | undefined;
  name = UNNAMED;
  #partialLine = '';
  readonly #child: ChildProcessWithoutNullStreams;
  /** The requests without a reply, by the number that the process gave them. */
  readonly #requests = new Map<number, Message>();
  /** Ends the process at once. */
  readonly kill: () => void;

  /** @param sandbox where `bundleNetwork` has put the code */
  constructor(
    sandbox: Sandbox,
    private readonly context: RungContext,
  ) {
    this.#child = startIn(
      sandbox,
      'user.cjs',
      ['threads', 'network'],
      'pipe',
    ) as ChildProcessWithoutNullStreams;
    this.kill = atExit(() => this.#child.kill('SIGKILL'));
    const unwatch = watchMemory(this.#child.pid ?? 0, MEMORY_LIMIT, () => {
      this.end ??= 'used more memory than the 512 MiB that it may';
      this.#child.kill('SIGKILL');
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#print(text));
    // It fails if the process has just ended. `close` reports that.
    this.#child.stdin.on('error', () => undefined);
    this.#child.once('error', (error) => this.#setEnd(`could not be started: ${error.message}`));
    this.#child.once('close', (code, signal) => {
      unwatch();
      this.kill();
      this.#setEnd(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`);
    });
  }

  /** Its address and port, once it is ready. */
  get ready(): Extract<UserLine, { event: 'ready' }> | undefined {
    return this.lines.find((line) => line.event === 'ready');
  }

  /** Starts the single-user program with some arguments. */
  run(name: string, args: readonly string[]): void {
    this.name = name;
    this.write(JSON.stringify(['--user', name, ...args]));
  }

  /** Writes a line to its standard input. */
  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Resolves when it has ended and all its output has come. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve();
      else this.#child.once('close', () => resolve()).once('error', () => resolve());
    });
  }

  #setEnd(how: string): void {
    this.end ??= how;
    this.context.changes.announce();
  }

  #read(text: string): void {
    const lines = (this.#partialLine + text).split('\n');
    this.#partialLine = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) {
      const event = readUserLine(line);
      if (event === undefined) this.#print(`${line}\n`);
      else this.#record(event);
    }
    this.context.changes.announce();
  }

  #record(line: UserLine): void {
    const { conversation, nameOf } = this.context;
    const note = (what: string): void => {
      conversation.add({ at: Date.now(), who: this.name, what });
    };
    switch (line.event) {
      case 'request': {
        const { id, at, port, request } = line;
        const message = { at, from: this.name, to: nameOf(port), request };
        this.#requests.set(id, conversation.add(message));
        return;
      }
      case 'reply': {
        const message = this.#requests.get(line.id);
        if (message) message.reply = line.reply;
        this.#requests.delete(line.id);
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
    if (this.lines.length < MAX_LINES) this.lines.push(line);
  }

  #print(text: string): void {
    this.printed = (this.printed + text).slice(0, MAX_PRINTED);
  }
}
