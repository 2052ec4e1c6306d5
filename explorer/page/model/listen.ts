import type { Updates } from '../../updates';
import type { Model } from './Model';

/** How long the page may work before it lets the browser draw, in milliseconds. */
const SLICE_MS = 8;

/** How long to wait before asking again where the browser would not by itself, in milliseconds. */
const RETRY_MS = 2000;

/** Keeps a model up to date with what the observer tells, for as long as the page is open. */
export function listen(model: Model): void {
  const feed = new Feed(model);
  const source = new EventSource('/updates');
  source.addEventListener('open', () => model.setConnection('open'));
  source.addEventListener('error', () => {
    model.setConnection('lost');
    // The browser tries again after a lost connection, but not after a refusal.
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => listen(model), RETRY_MS);
  });
  const keys: readonly (keyof Updates)[] = ['network', 'blocks', 'users', 'messages'];
  for (const key of keys) {
    source.addEventListener(key, ({ data }: MessageEvent<string>) => {
      feed.take({ [key]: JSON.parse(data) as unknown } as Partial<Updates>);
    });
  }
}

/** Brings updates into the model in the order in which they came, a slice of time at a time. */
class Feed {
  readonly #queue: Partial<Updates>[] = [];
  /** How many blocks of the first update in the queue are done. */
  #done = 0;
  #isBusy = false;

  constructor(private readonly model: Model) {}

  take(update: Partial<Updates>): void {
    this.#queue.push(update);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#work();
  }

  #work(): void {
    const end = performance.now() + SLICE_MS;
    while (this.#queue.length > 0 && performance.now() < end) this.#step(this.#queue[0]);
    this.model.settle();
    this.#isBusy = this.#queue.length > 0;
    if (this.#isBusy) setTimeout(() => this.#work());
  }

  /** Does a little of an update; drops it from the queue when all of it is done. */
  #step({ network, blocks, users, messages }: Partial<Updates>): void {
    const { model } = this;
    if (network !== undefined) model.setNetwork(network);
    if (users !== undefined) model.setUsers(users);
    if (messages !== undefined) model.addMessages(messages);
    if (blocks !== undefined && this.#done < blocks.length) {
      model.addBlock(blocks[this.#done++]);
      if (this.#done < blocks.length) return;
    }
    this.#queue.shift();
    this.#done = 0;
  }
}
