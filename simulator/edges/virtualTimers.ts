import type { SimulatedEvent } from '../clock/EventQueue';
import { MS } from '../clock/Timeline';
import type { World } from '../World';

/** Node replaces a longer delay with 1 ms. */
export const LONGEST_MS = 2 ** 31 - 1;

/** A timer of the virtual clock. A simulation ends at a time, so no timer keeps it running. */
class VirtualTimer {
  constructor(public event: SimulatedEvent) {}

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

type Call = (...args: unknown[]) => void;

/** Returns the functions of `node:timers` and of `node:timers/promises`, on the virtual clock. */
export function virtualTimers({ timeline }: Pick<World, 'timeline'>) {
  const start = (delay: number, call: () => void, repeats = false): VirtualTimer => {
    const next = (): SimulatedEvent => timeline.after(delay, timeline.owner, run);
    const run = (): void => {
      if (repeats) timer.event = next();
      call();
    };
    const timer = new VirtualTimer(next());
    return timer;
  };
  const clear = (timer: unknown): void => {
    if (timer instanceof VirtualTimer) timer.event.run = undefined;
  };
  const wait = (delay: number, value: unknown, signal?: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        clear(timer);
        const error = new Error('The operation was aborted');
        reject(Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' }));
      };
      const timer = start(delay, () => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  type Options = { signal?: AbortSignal };
  return {
    timers: {
      setTimeout: (call: Call, ms?: number, ...args: unknown[]) =>
        start(microseconds(ms), () => call(...args)),
      setInterval: (call: Call, ms?: number, ...args: unknown[]) =>
        start(microseconds(ms), () => call(...args), true),
      setImmediate: (call: Call, ...args: unknown[]) => start(0, () => call(...args)),
      ...{ clearTimeout: clear, clearInterval: clear, clearImmediate: clear },
    },
    promises: {
      setTimeout: (ms?: number, value?: unknown, { signal }: Options = {}) =>
        wait(microseconds(ms), value, signal),
      setImmediate: (value?: unknown, { signal }: Options = {}) => wait(0, value, signal),
    },
  };
}

function microseconds(ms = 1): number {
  return ms >= 1 && ms <= LONGEST_MS ? Math.trunc(ms) * MS : MS;
}
