import crypto from 'node:crypto';
import events from 'node:events';
import net from 'node:net';
import threads from 'node:worker_threads';

/** What of Node's is used beside the submission, and has methods that it might replace. */
const NODES: object[] = [
  ...[crypto, net, threads, threads.Worker.prototype, threads.MessagePort.prototype],
  ...[events.prototype, net.Socket.prototype, net.Server.prototype, Buffer, Buffer.prototype],
];

/** What the language has no name for. */
const NAMELESS = [[], new Map(), new Set(), ''].map((list) =>
  Reflect.getPrototypeOf(list[Symbol.iterator]()),
);

/**
 * Makes the names of the language and of Node mean for good what they mean now, so that a scenario
 * that runs beside the submission is not shown another world. Objects made from them may still have
 * methods of their own. (Node's `--frozen-intrinsics` does the half of it, and makes each thread
 * start in twice the time.)
 */
export function lockGlobals(): void {
  const objects = new Set<object>([...NODES, ...NAMELESS.flatMap(withPrototypes)]);
  for (const name of Reflect.ownKeys(globalThis)) {
    const held = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (held === undefined || !('value' in held) || held.enumerable === true) continue;
    // The language's own names are those that are not listed.
    for (const object of withPrototypes(held.value)) objects.add(object);
  }
  objects.delete(globalThis);
  for (const object of objects) {
    for (const name of Reflect.ownKeys(object)) lockMethod(object, name);
  }
  for (const { prototype } of [Object, Array, Promise]) Reflect.preventExtensions(prototype);
  for (const name of Reflect.ownKeys(globalThis)) lockBinding(name);
}

/** A value, what is made by it, and what these inherit from. */
function withPrototypes(value: unknown): object[] {
  const found: object[] = [];
  for (const start of [value, (Object(value) as { prototype?: unknown }).prototype]) {
    for (let object = start; isObject(object); object = Reflect.getPrototypeOf(object)) {
      found.push(object);
    }
  }
  return found;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Some of Node's own names are made up when they are first read, and then replace themselves. */
const MADE_ON_READING = ['process', 'Buffer', 'performance'];

function lockBinding(name: string | symbol): void {
  const held = Reflect.getOwnPropertyDescriptor(globalThis, name);
  if (held?.configurable !== true) return;
  if (!('value' in held) && !MADE_ON_READING.includes(String(name))) return;
  const value: unknown = Reflect.get(globalThis, name);
  Reflect.defineProperty(globalThis, name, { value, writable: false, configurable: false });
}

function lockMethod(object: object, name: string | symbol): void {
  const held = Reflect.getOwnPropertyDescriptor(object, name);
  if (held?.configurable !== true) return;
  if (held.get !== undefined || held.set !== undefined) {
    // Such as the length of bytes: whoever replaced it would be handed what we look at.
    Reflect.defineProperty(object, name, { configurable: false });
    return;
  }
  if (typeof held.value !== 'function') return;
  const value: unknown = held.value;
  if (name === 'constructor') {
    // Node looks for it as a value when it passes an error from thread to thread.
    Reflect.defineProperty(object, name, { writable: false, configurable: false });
    return;
  }
  Reflect.defineProperty(object, name, {
    configurable: false,
    get: () => value,
    set(this: object, own: unknown): void {
      // Merely read-only, it could not be replaced in what inherits from it either.
      if (this === object) throw new TypeError(`${String(name)} is the grader's`);
      const whole = { value: own, writable: true, enumerable: true, configurable: true };
      Reflect.defineProperty(this, name, whole);
    },
  });
}
