import crypto from 'node:crypto';
import events from 'node:events';
import net from 'node:net';
import threads from 'node:worker_threads';

/** Node's objects that scenarios use, with methods that a submission could replace. */
const OF_NODE: object[] = [
  ...[crypto, net, threads, threads.Worker.prototype, threads.MessagePort.prototype],
  ...[events.prototype, net.Socket.prototype, net.Server.prototype, Buffer, Buffer.prototype],
];

/** Prototypes of the language that have no name: those of iterators. */
const ITERATORS = [[], new Map(), new Set(), ''].map((list) =>
  Reflect.getPrototypeOf(list[Symbol.iterator]()),
);

/**
 * Fixes what the names of the language and of Node mean: the submission cannot deceive a scenario
 * that runs beside it. Objects made from them may still get methods of their own. (Node's
 * `--frozen-intrinsics` does half of this, and doubles the time that a thread takes to start.)
 */
export function lockGlobals(): void {
  const objects = new Set<object>([...OF_NODE, ...ITERATORS.flatMap(withPrototypes)]);
  for (const name of Reflect.ownKeys(globalThis)) {
    const held = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (held === undefined || !('value' in held) || held.enumerable === true) continue;
    // The language's own names are not enumerable.
    for (const object of withPrototypes(held.value)) objects.add(object);
  }
  objects.delete(globalThis);
  for (const object of objects) {
    for (const name of Reflect.ownKeys(object)) lockMethod(object, name);
  }
  for (const { prototype } of [Object, Array, Promise]) Reflect.preventExtensions(prototype);
  for (const name of Reflect.ownKeys(globalThis)) lockBinding(name);
}

/** Returns a value, its `prototype`, and all that these inherit from. */
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

/** Names of Node that are getters at first. The first reading replaces them by a value. */
const LAZY = ['process', 'Buffer', 'performance'];

function lockBinding(name: string | symbol): void {
  const held = Reflect.getOwnPropertyDescriptor(globalThis, name);
  if (held?.configurable !== true) return;
  if (!('value' in held) && !LAZY.includes(String(name))) return;
  const value: unknown = Reflect.get(globalThis, name);
  Reflect.defineProperty(globalThis, name, { value, writable: false, configurable: false });
}

function lockMethod(object: object, name: string | symbol): void {
  const held = Reflect.getOwnPropertyDescriptor(object, name);
  if (held?.configurable !== true) return;
  if (held.get !== undefined || held.set !== undefined) {
    // Such as the length of bytes: its replacement would receive the bytes that we read.
    Reflect.defineProperty(object, name, { configurable: false });
    return;
  }
  if (typeof held.value !== 'function') return;
  const value: unknown = held.value;
  if (name === 'constructor') {
    // Node reads it as a value when it passes an error from thread to thread.
    Reflect.defineProperty(object, name, { writable: false, configurable: false });
    return;
  }
  Reflect.defineProperty(object, name, {
    configurable: false,
    get: () => value,
    set(this: object, own: unknown): void {
      // A read-only method could not be replaced in an object that inherits it either.
      if (this === object) throw new TypeError(`${String(name)} is the grader's`);
      const whole = { value: own, writable: true, enumerable: true, configurable: true };
      Reflect.defineProperty(this, name, whole);
    },
  });
}
