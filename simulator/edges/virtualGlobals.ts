import { MS } from '../clock/Timeline';
import type { World } from '../World';
import { virtualTimers } from './virtualTimers';

/** Globals that reach into the real world. The code gets an error in their place. */
const REAL = [
  ...['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'navigator'],
  ...['crypto', 'Temporal', 'WebAssembly', 'WeakRef', 'FinalizationRegistry'],
];

/** Returns the globals of the simulated code that are not the real ones, by name. */
export function virtualGlobals(world: World): Record<string, unknown> {
  const { timeline, draws, refuse } = world;
  const now = (): number => timeline.date;
  const virtual: Record<string, unknown> = {
    ...virtualTimers(world).timers,
    Date: new Proxy(Date, {
      construct: (_, args, made) =>
        Reflect.construct(Date, args.length === 0 ? [now()] : args, made) as object,
      apply: () => new Date(now()).toString(),
      get: (date, name) => (name === 'now' ? now : (Reflect.get(date, name) as unknown)),
    }),
    Math: derived(Math, { random: () => draws.unit(draws.next(timeline.owner, 'random')) }),
    Atomics: derived(Atomics, {
      wait: () => refuse('Atomics.wait'),
      waitAsync: () => refuse('Atomics.waitAsync'),
    }),
    AbortSignal: new Proxy(AbortSignal, {
      get: (signal, name) =>
        name === 'timeout' ? refuse('AbortSignal.timeout') : (Reflect.get(signal, name) as unknown),
    }),
    performance: onlyThese(world, 'performance', { now: () => timeline.now / MS }),
    process: onlyThese(world, 'process', {
      nextTick: (call: (...args: unknown[]) => void, ...args: unknown[]) =>
        queueMicrotask(() => call(...args)),
    }),
    console: world.print,
  };
  for (const name of REAL) virtual[name] = onlyThese(world, name, {});
  virtual.globalThis = derived(globalThis, virtual);
  virtual.global = virtual.globalThis;
  return virtual;
}

/** Returns an object with some values, and behind them those of another object. */
function derived(original: object, values: Record<string, unknown>): object {
  // Some globals have setters, which would change the real ones.
  const own = Object.entries(values).map(([name, value]) => [name, { value, writable: true }]);
  return Object.create(original, Object.fromEntries(own) as PropertyDescriptorMap) as object;
}

/** Returns an object with some values. To use any other is to use the real world. */
function onlyThese({ refuse }: World, name: string, values: Record<string, unknown>): object {
  return new Proxy(function real() {}, {
    get: (_, key) =>
      Object.hasOwn(values, key) ? values[key as string] : refuse(`${name}.${String(key)}`),
    apply: () => refuse(name),
    construct: () => refuse(name),
  });
}
