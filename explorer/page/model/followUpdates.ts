import type { Updates } from '../../channel/Updates';
import type { NetworkModel } from './NetworkModel';

/** How long the page can work before the browser draws, in milliseconds. */
const SLICE_MS = 8;

/** How long to wait after a refusal before the next connection, in milliseconds. */
const RETRY_MS = 2000;

/** Connects a model to the stream of updates. Reconnects after each end of the connection. */
export function followUpdates(model: NetworkModel): void {
  const queue = new UpdateQueue(model);
  const source = new EventSource('/updates');
  source.addEventListener('open', () => model.setConnection('open'));
  source.addEventListener('error', () => {
    model.setConnection('lost');
    // The browser itself reconnects after a lost connection, but not after a refusal.
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => followUpdates(model), RETRY_MS);
  });
  const keys: readonly (keyof Updates)[] = ['network', 'blocks', 'users', 'messages', 'faults'];
  for (const key of keys) {
    source.addEventListener(key, ({ data }: MessageEvent<string>) => {
      queue.add({ [key]: JSON.parse(data) as unknown } as Partial<Updates>);
    });
  }
}

/** Applies updates to a model in their order, for a few milliseconds at a time. */
class UpdateQueue {
  readonly #queue: Partial<Updates>[] = [];
  /** How many blocks of the first update in the queue are applied. */
  #done = 0;
  #isBusy = false;

  constructor(private readonly model: NetworkModel) {}

  add(update: Partial<Updates>): void {
    this.#queue.push(update);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#work();
  }

  #work(): void {
    const end = performance.now() + SLICE_MS;
    while (this.#queue.length > 0 && performance.now() < end) this.#applySome(this.#queue[0]);
    this.model.refresh();
    this.#isBusy = this.#queue.length > 0;
    if (this.#isBusy) setTimeout(() => this.#work());
  }

  /**
   * Applies the next block of the first update, or the whole update if it has no blocks. Removes
   * the update when it is applied.
   */
  #applySome({ network, blocks, users, messages, faults }: Partial<Updates>): void {
    const { model } = this;
    if (network !== undefined) model.setNetwork(network);
    if (users !== undefined) model.setUsers(users);
    if (messages !== undefined) model.addMessages(messages);
    if (faults !== undefined) model.faults = faults;
    if (blocks !== undefined && this.#done < blocks.length) {
      model.addBlock(blocks[this.#done++]);
      if (this.#done < blocks.length) return;
    }
    this.#queue.shift();
    this.#done = 0;
  }
}
