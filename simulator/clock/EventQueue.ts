/** An event: something that happens at a time to one owner. */
export interface SimulatedEvent {
  /** When it happens, in whole microseconds from the start. */
  readonly time: number;
  /** Events of the same time happen in this order. */
  readonly order: number;
  readonly owner: Owner;
  /** Undefined after the event was cancelled. */
  run: (() => void) | undefined;
}

/** The owner of an event: a user, or the world around the users. */
export interface Owner {
  /** Names the owner's draws and its errors. */
  readonly name: string;
  /** True after a crash. The events of such an owner never happen. */
  isGone: boolean;
  /** How many random values the owner has taken. */
  drawn: number;
}

/** The events that have not happened yet: a binary heap. */
export class EventQueue {
  readonly #heap: SimulatedEvent[] = [];

  /** The earliest event, or undefined if there is none. */
  get first(): SimulatedEvent | undefined {
    return this.#heap[0];
  }

  add(event: SimulatedEvent): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (isBefore(heap[above], event)) break;
      heap[place] = heap[above];
      place = above;
    }
    heap[place] = event;
  }

  /** Removes the earliest event. */
  removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1], heap[below])) below++;
      if (isBefore(last, heap[below])) break;
      heap[place] = heap[below];
      place = below;
    }
    heap[place] = last;
  }
}

function isBefore(a: SimulatedEvent, b: SimulatedEvent): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
