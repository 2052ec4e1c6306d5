import type { IncomingMessage } from 'node:http';
import type { Updates } from '../../updates';
import { head } from './Web';

/** How long anything may take before a test gives up, in milliseconds: far longer than it does. */
const LIMIT_MS = 15_000;

/** An event of the stream. */
export type Event = { [Name in keyof Updates]: { name: Name; data: Updates[Name] } }[keyof Updates];

/** What a page hears. */
export class Events {
  readonly all: Event[] = [];
  isOver = false;
  #rest = '';
  #look = (): void => {};

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.#rest + text).split('\n\n');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (name !== undefined) this.all.push({ name, data: JSON.parse(data) } as Event);
      }
      this.#look();
    });
    response.on('error', () => {});
    response.once('close', () => {
      this.isOver = true;
      this.#look();
    });
  }

  static async of(url: string): Promise<Events> {
    return new Events(await head(url, { path: '/updates' }));
  }

  /** The data of all events of a name. */
  named<Name extends keyof Updates>(name: Name): Updates[Name][] {
    return this.all.flatMap((event) => (event.name === name ? [event.data as Updates[Name]] : []));
  }

  /** Waits until something is so; looks again with every event. */
  async until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    while (!isSo()) {
      const left = deadline - performance.now();
      if (left < 0) throw new Error(`waited in vain until ${isSo.toString()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#look = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.response.destroy();
  }
}
