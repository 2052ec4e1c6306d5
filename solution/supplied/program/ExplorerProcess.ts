import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Endpoint } from '../types';
import type { UserEvent } from '../user/UserEvent';

/** The address of the explorer's page, or the problem that prevented the start. */
export type ExplorerOutcome = { url: string } | { problem: string };

/** How long we wait for the explorer to start, in milliseconds. */
const START_LIMIT_MS = 15_000;

/**
 * The explorer of a network. The explorer has its own process, because it must not slow down the
 * users' threads. It ends when the channel to this process closes, even if this process crashes.
 */
export class ExplorerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly outcome: ExplorerOutcome,
  ) {}

  /**
   * Starts the explorer, and waits until the explorer serves its page or fails. A failure is not
   * thrown, because it becomes the `outcome`.
   *
   * @param command the arguments for Node
   * @param open whether to show the page in a browser
   */
  static async start(command: readonly string[], open: boolean): Promise<ExplorerProcess> {
    const child = spawn(process.execPath, [...command, ...(open ? ['open'] : [])], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const outcome = await new Promise<ExplorerOutcome>((resolve) => {
      const timer = setTimeout(() => resolve({ problem: 'it took too long' }), START_LIMIT_MS);
      child.once('message', (message) => resolve(message as ExplorerOutcome));
      child.once('error', ({ message }) => resolve({ problem: message }));
      child.once('exit', () => resolve({ problem: 'it has ended' }));
      timer.unref();
    });
    // This process must be able to end before the explorer.
    child.unref();
    child.channel?.unref();
    return new ExplorerProcess(child, outcome);
  }

  /** The address of the page, or an empty text if the explorer did not start. */
  get url(): string {
    return 'url' in this.outcome ? this.outcome.url : '';
  }

  /** One sentence for people: the address, or the problem that prevented the start. */
  get announcement(): string {
    return 'url' in this.outcome
      ? `The explorer shows this network at ${this.outcome.url}`
      : `The explorer did not start: ${this.outcome.problem}.`;
  }

  /**
   * Tells the explorer about each user that is ready. The explorer asks the users for everything
   * else over TCP.
   */
  hear(event: UserEvent): void {
    if (event.event !== 'ready' || !this.child.connected) return;
    const { host, port } = event;
    const endpoint: Endpoint = { host: LOOPBACK[host] ?? host, port };
    this.child.send(endpoint, () => {});
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/** A loopback address for each address that means "all addresses of this machine". */
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
