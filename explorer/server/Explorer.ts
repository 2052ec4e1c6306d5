import { Observer } from '../observer/Observer';
import type { ObserverOptions } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { UpdateStream } from './UpdateStream';
import { WebServer } from './WebServer';

/** The first port that the explorer tries for the page. */
const DEFAULT_PORT = 8600;

/** How many ports after the first port the explorer tries if no port is given. */
const PORT_TRIES = 100;

interface ExplorerOptions {
  host: string;
  /**
   * The port of the page. 0 means any free port. The default is the first free port from 8600 on.
   */
  port?: number;
  observer: ObserverOptions;
  page: Promise<Page>;
  /** Called after each change of what the observer sees. */
  onChange?: () => void;
}

/** An observer of a network, and a web server with a page about this network. */
export class Explorer {
  readonly observer: Observer;
  readonly #updates: UpdateStream;
  readonly #web: WebServer;

  /** @param onError called with an error that our own code caused */
  constructor(
    private readonly options: ExplorerOptions,
    onError: (error: unknown) => void,
  ) {
    const onChange = (): void => {
      this.#updates.sendSoon();
      options.onChange?.();
    };
    this.observer = new Observer(options.observer, onChange, onError);
    this.#updates = new UpdateStream(() => this.observer.picture, this.observer.faults);
    const { host, page } = options;
    // The web server reports this error to each browser. Without this line, the error would end the
    // process.
    page.catch(() => {});
    this.#web = new WebServer({ host, page, updates: this.#updates });
  }

  /** The address of the page. */
  get url(): string {
    const { host } = this.options;
    const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${name.includes(':') ? `[${name}]` : name}:${this.#web.port}`;
  }

  /** @throws the error of Node's `listen`, with a `code` such as `EADDRINUSE` */
  async start(): Promise<void> {
    await this.#listen();
    this.observer.start();
  }

  async stop(): Promise<void> {
    this.#updates.close();
    await Promise.all([this.#web.close(), this.observer.stop()]);
  }

  async #listen(): Promise<void> {
    const { port } = this.options;
    if (port !== undefined) return this.#web.listen(port);
    for (let tried = 0; ; tried++) {
      try {
        return await this.#web.listen(DEFAULT_PORT + tried);
      } catch (error) {
        // Windows reserves some ports and forbids them (EACCES).
        const { code } = error as { code?: string };
        const isTaken = code === 'EADDRINUSE' || code === 'EACCES';
        if (!isTaken || tried >= PORT_TRIES) throw error;
      }
    }
  }
}
