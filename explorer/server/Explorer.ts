import { Observer } from '../observer/Observer';
import type { ObserverOptions } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { Stream } from './Stream';
import { WebServer } from './WebServer';

/** Where to serve the page unless told otherwise. */
export const DEFAULT_PORT = 8600;

/** How many ports to try, if no certain one was asked for. */
const PORT_TRIES = 100;

export interface ExplorerOptions {
  host: string;
  /** A certain port; otherwise the first that is free from 8600 on. 0 takes any. */
  port?: number;
  observer: ObserverOptions;
  /** What to show it in. */
  page: Promise<Page>;
}

/** An observer of a network, and the page that shows what it sees. */
export class Explorer {
  readonly observer: Observer;
  readonly stream: Stream;
  readonly #web: WebServer;

  /** @param onError told of an error that is nobody's doing but ours */
  constructor(
    private readonly options: ExplorerOptions,
    onError: (error: unknown) => void,
  ) {
    this.stream = new Stream(() => this.observer.picture);
    this.observer = new Observer(options.observer, () => this.stream.changed(), onError);
    const { host, page } = options;
    // Whoever asks for the page is told; until then it is nobody's business.
    page.catch(() => {});
    this.#web = new WebServer({ host, page, stream: this.stream });
  }

  /** The address of the page. */
  get url(): string {
    const { host } = this.options;
    const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${name.includes(':') ? `[${name}]` : name}:${this.#web.port}`;
  }

  /** @throws what listening throws, with its `code`, such as `EADDRINUSE` */
  async start(): Promise<void> {
    await this.#listen();
    this.observer.start();
  }

  async stop(): Promise<void> {
    this.stream.close();
    await Promise.all([this.#web.close(), this.observer.stop()]);
  }

  async #listen(): Promise<void> {
    const { port } = this.options;
    if (port !== undefined) return this.#web.listen(port);
    for (let tried = 0; ; tried++) {
      try {
        return await this.#web.listen(DEFAULT_PORT + tried);
      } catch (error) {
        const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
        if (!isBusy || tried >= PORT_TRIES) throw error;
      }
    }
  }
}
