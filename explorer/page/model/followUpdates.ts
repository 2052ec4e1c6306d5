import type { Updates } from '../../channel/Updates';
import type { NetworkModel } from './NetworkModel';
import { openStream } from './openStream';
import type { StreamMessage } from './StreamMessage';
import { whileVisible } from './whileVisible';

/** How long the page can work before the browser draws, in milliseconds. */
const SLICE_MS = 8;

/**
 * Connects a model to the stream of updates. All tabs share one stream. Without shared workers, as
 * in Chrome for Android, each visible tab has its own stream. Reconnects after each end of the
 * connection.
 */
export function followUpdates(model: NetworkModel): void {
  const queue = new UpdateQueue(model);
  const hear = (message: StreamMessage): void => {
    if ('connection' in message) model.setConnection(message.connection);
    else queue.add({ [message.key]: JSON.parse(message.data) as unknown } as Partial<Updates>);
  };
  if (typeof SharedWorker === 'undefined') whileVisible(() => openStream(hear));
  else shareStream(hear);
}

function shareStream(hear: (message: StreamMessage) => void): void {
  const { port } = new SharedWorker('streamWorker.js', { type: 'module' });
  port.addEventListener('message', ({ data }: MessageEvent<StreamMessage>) => hear(data));
  port.start();
  addEventListener('pagehide', () => port.postMessage('bye'), { once: true });
  // A page from the browser's memory has left the stream.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
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
  #applySome(update: Partial<Updates>): void {
    const { network, blocks, users, messages, faults, split, events, ended } = update;
    const { model } = this;
    if (network !== undefined) model.setNetwork(network);
    if (users !== undefined) model.setUsers(users);
    if (messages !== undefined) model.addMessages(messages);
    if (faults !== undefined) model.faults = faults;
    if (split !== undefined) model.split = split;
    if (ended !== undefined) model.endedAt = ended;
    if (events !== undefined) model.addEvents(events);
    if (blocks !== undefined && this.#done < blocks.length) {
      model.addBlock(blocks[this.#done++]);
      if (this.#done < blocks.length) return;
    }
    this.#queue.shift();
    this.#done = 0;
  }
}
