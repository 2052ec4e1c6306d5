import type { IncomingMessage } from 'node:http';
import { Changes } from '../../../grader/harness/parent/Changes';
import type { Updates } from '../../channel/Updates';
import { head } from './Web';

/** An event of the stream. */
export type Event = { [Name in keyof Updates]: { name: Name; data: Updates[Name] } }[keyof Updates];

/** The events that a page receives. */
export class Events {
  readonly all: Event[] = [];
  isOver = false;
  #rest = '';
  readonly #changes = new Changes(() => this.all.map(({ name }) => name).join());

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.#rest + text).split('\n\n');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (name !== undefined) this.all.push({ name, data: JSON.parse(data) } as Event);
      }
      this.#changes.announce();
    });
    response.on('error', () => {});
    response.once('close', () => {
      this.isOver = true;
      this.#changes.announce();
    });
  }

  static async of(url: string): Promise<Events> {
    return new Events(await head(url, { path: '/updates' }));
  }

  /** Returns the data of all events with a name. */
  named<Name extends keyof Updates>(name: Name): Updates[Name][] {
    return this.all.flatMap((event) => (event.name === name ? [event.data as Updates[Name]] : []));
  }

  /** Waits until `holds` returns true. */
  until(holds: () => boolean): Promise<void> {
    return this.#changes.until(String(holds), holds);
  }

  close(): void {
    this.response.destroy();
  }
}
