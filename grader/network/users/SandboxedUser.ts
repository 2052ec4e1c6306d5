import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import type { Changes } from '../../harness/parent/Changes';
import { signalOf, startIn } from '../../harness/parent/sandbox/Sandbox';
import type { Sandbox } from '../../harness/parent/sandbox/Sandbox';
import { readUserLine } from '../channel/UserLine';
import type { UserLine } from '../channel/UserLine';
import type { Conversation, Message } from './Conversation';

/** The maximum length of the printed text that is kept, in characters. */
const MAX_PRINTED = 1000;
/** The maximum length of a line that can be an event, in characters. */
const MAX_LINE = 64 * 1024;
/** The states of a payment that succeeds. */
const USUAL = /^(waiting|paid|settled)$/;
/**
 * How many lines of each user are kept. The grader uses only the first lines and the newest lines.
 */
const MAX_LINES = 5000;
/** How many requests without a reply are kept. */
const MAX_OPEN = 1000;
/** How much a user can print, in characters. The reference prints less than 1 MB. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** How long the output can arrive after the end of its process, in milliseconds. */
const LATE_MS = 200;

/** The name of a process before it runs a user. */
export const UNNAMED = 'a user';

/** The objects of a rung that each user's process needs. */
export interface RungContext {
  conversation: Conversation;
  /** The process announces a change here after every event. */
  changes: Changes;
  /** Returns the name of the user or peer that listens on a port. */
  nameOf: (port: number) => string;
}

/**
 * One user of a rung, in a process that runs the student's code in the sandbox. The output of the
 * process says where the user listens, and helps to explain failures. The verdict depends on the
 * user's answers over TCP.
 */
export class SandboxedUser {
  readonly lines: UserLine[] = [];
  readonly startedAt = performance.now();
  /** The text that the student's code printed. */
  printed = '';
  /** How the process has ended. Undefined while the process runs. */
  end: string | undefined;
  name = UNNAMED;
  #partialLine = '';
  #outputLength = 0;
  readonly #child: ChildProcessWithoutNullStreams;
  /**
   * The requests without a reply. The keys are the numbers that the process gave to the requests.
   */
  readonly #requests = new Map<number, Message>();
  /** Ends the process immediately. */
  readonly kill: () => void;

  /** @param sandbox the sandbox with the code that `bundleNetwork` has written */
  constructor(
    sandbox: Sandbox,
    private readonly context: RungContext,
  ) {
    const { child, end } = startIn(sandbox, 'user.cjs', ['threads', 'network'], 'pipe', () => {
      this.end ??= 'used more than 512 MiB of memory';
      this.kill();
    });
    this.#child = child as ChildProcessWithoutNullStreams;
    this.kill = end;
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#print(text));
    // Writing fails if the process has just ended. `close` reports the end.
    this.#child.stdin.on('error', () => undefined);
    this.#child.once('error', (error) => this.#setEnd(`could not be started: ${error.message}`));
    // Another process can hold the output open. `close` comes only after the output has ended.
    this.#child.once('exit', () => {
      setTimeout(
        () => [this.#child.stdout, this.#child.stderr].forEach((out) => out.destroy()),
        LATE_MS,
      );
    });
    this.#child.once('close', (code, signal) => {
      const ended = signalOf(sandbox, code, signal);
      this.#setEnd(ended === undefined ? `ended with exit code ${code}` : `was ended by ${ended}`);
    });
  }

  /** The address and the port of the user. Undefined until the user is ready. */
  get ready(): Extract<UserLine, { event: 'ready' }> | undefined {
    return this.lines.find((line) => line.event === 'ready');
  }

  /** Starts the single-user program with some arguments. */
  run(name: string, args: readonly string[]): void {
    this.name = name;
    this.write(JSON.stringify(['--user', name, ...args]));
  }

  /** Writes a line to the standard input of the process. */
  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Resolves after the process has ended and all its output has arrived. */
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
    this.#outputLength += text.length;
    if (this.#outputLength > MAX_OUTPUT) {
      this.end ??= `printed more than ${MAX_OUTPUT / 1024 / 1024} MiB`;
      return this.kill();
    }
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
        for (const [oldest] of this.#requests) {
          if (this.#requests.size <= MAX_OPEN) break;
          this.#requests.delete(oldest);
        }
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
        if (!USUAL.test(line.state)) note(`payment of ${formatCoins(line.amount)}: ${line.state}`);
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
