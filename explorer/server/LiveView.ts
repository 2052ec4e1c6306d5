import type { IncomingMessage, ServerResponse } from 'node:http';
import { Observer } from '../observer/Observer';
import type { ObserverOptions } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { sendPage } from './sendPage';
import { UpdateStream } from './UpdateStream';

interface LiveViewOptions {
  observer: ObserverOptions;
  page: Promise<Page>;
  /** Called after each change of what the observer sees. */
  onChange?: () => void;
}

/** An observer of a network, and the page about this network. A web server asks it for answers. */
export class LiveView {
  readonly observer: Observer;
  readonly #updates: UpdateStream;

  /** @param onError called with an error that our own code caused */
  constructor(
    private readonly options: LiveViewOptions,
    onError: (error: unknown) => void,
  ) {
    const onChange = (): void => {
      this.#updates.sendSoon();
      options.onChange?.();
    };
    this.observer = new Observer(options.observer, onChange, onError);
    this.#updates = new UpdateStream(() => this.observer.picture, this.observer.faults);
    // Each browser gets this error. Without this line, the error would end the process.
    options.page.catch(() => {});
  }

  /** Answers a request for a file of the page, or for the stream of updates. */
  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    request.resume();
    if (path !== '/updates') {
      return sendPage(request, response, { page: this.options.page, path });
    }
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    if (request.method === 'HEAD') response.end();
    else this.#updates.add(response);
  }

  start(): void {
    this.observer.start();
  }

  /** Stops the observer, because the network was ended. The pages say so. */
  end(): Promise<void> {
    return this.observer.end();
  }

  /** Stops the observer, and ends the streams of all pages. */
  async stop(): Promise<void> {
    this.#updates.close();
    await this.observer.stop();
  }
}
