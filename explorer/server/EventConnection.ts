import type { ServerResponse } from 'node:http';

interface EventConnectionOptions {
  /** How long the browser waits before it reconnects, in milliseconds. */
  retryMs: number;
  /** How long the browser can read nothing before it is disconnected, in milliseconds. */
  stallMs: number;
  /** Called when the browser has read everything after it had read nothing for some time. */
  onDrain: () => void;
}

/** The connection to a browser that listens to a stream of events. */
export class EventConnection {
  #stalled: NodeJS.Timeout | undefined;

  /** @param response the response to the request. Its head is already written */
  constructor(
    private readonly response: ServerResponse,
    private readonly options: EventConnectionOptions,
  ) {
    response.on('drain', () => {
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      options.onDrain();
    });
    response.once('close', () => clearTimeout(this.#stalled));
    this.write(`retry: ${options.retryMs}\n\n`);
  }

  /** False while the browser does not read, and after the end of the connection. */
  get isReady(): boolean {
    return this.#stalled === undefined && !this.response.destroyed;
  }

  /** Writes the text of an event. Does nothing after the end of the connection. */
  write(text: string): void {
    if (this.response.destroyed || this.response.write(text)) return;
    this.#stalled ??= setTimeout(() => this.response.destroy(), this.options.stallMs);
  }
}
