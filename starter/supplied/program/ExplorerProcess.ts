import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Endpoint } from '../types';
import type { UserEvent } from '../user/UserEvent';

/** Where the explorer serves its page, or why it does not. */
export type ExplorerOutcome = { url: string } | { problem: string };

/** How long it may take to start, in milliseconds. */
const START_LIMIT_MS = 15_000;

/**
 * The explorer of a network, in a process of its own, so that it takes no time from the users'
 * threads. It ends with ours, however that ends: it notices that the channel between them is closed.
 */
export class ExplorerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly outcome: ExplorerOutcome,
  ) {}

  /**
   * Starts it, and waits until it serves its page. If it cannot, the network is none the worse.
   *
   * @param command what Node runs
   * @param open whether to show the page in a browser
   */
  static async start(command: readonly string[], open: boolean): Promise<ExplorerProcess> {
    const child = spawn(process.execPath, [...command, ...(open ? ['open'] : [])], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const outcome = await new Promise<ExplorerOutcome>((resolve) => {
      const timer = setTimeout(() => resolve({ problem: 'it takes too long' }), START_LIMIT_MS);
      child.once('message', (message) => resolve(message as ExplorerOutcome));
      child.once('error', ({ message }) => resolve({ problem: message }));
      child.once('exit', () => resolve({ problem: 'it has ended' }));
      timer.unref();
    });
    // It must not keep us when all users have stopped.
    child.unref();
    child.channel?.unref();
    return new ExplorerProcess(child, outcome);
  }

  /** The address of the page; empty if there is none. */
  get url(): string {
    return 'url' in this.outcome ? this.outcome.url : '';
  }

  /** What to tell people first. */
  get announcement(): string {
    return 'url' in this.outcome
      ? `The explorer shows this network at ${this.outcome.url}`
      : `The explorer does not start: ${this.outcome.problem}.`;
  }

  /** Tells it of every user that is ready; the rest it finds by itself. */
  hear(event: UserEvent): void {
    if (event.event !== 'ready' || !this.child.connected) return;
    const { host, port } = event;
    const endpoint: Endpoint = { host: REACHED_AT[host] ?? host, port };
    this.child.send(endpoint, () => {});
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/** Where to reach, on this machine, who listens at all its addresses. */
const REACHED_AT: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
