import type { Observer } from '../observer/Observer';
import type { ObserverOptions } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { LiveView } from './LiveView';
import { urlOf } from './urlOf';
import { WebServer } from './WebServer';

/** The first port that the explorer tries for the page. */
const DEFAULT_PORT = 8600;

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
  readonly #view: LiveView;
  readonly #web: WebServer;

  /** @param onError called with an error that our own code caused */
  constructor(
    private readonly options: ExplorerOptions,
    onError: (error: unknown) => void,
  ) {
    this.#view = new LiveView(options, onError);
    this.#web = new WebServer({
      host: options.host,
      answer: (request, response, path) => this.#view.answer(request, response, path),
    });
  }

  get observer(): Observer {
    return this.#view.observer;
  }

  /** The address of the page. */
  get url(): string {
    return urlOf(this.options.host, this.#web.port);
  }

  /** @throws the error of Node's `listen`, with a `code` such as `EADDRINUSE` */
  async start(): Promise<void> {
    const { port } = this.options;
    await (port === undefined ? this.#web.listenFrom(DEFAULT_PORT) : this.#web.listen(port));
    this.#view.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#web.close(), this.#view.stop()]);
  }
}
