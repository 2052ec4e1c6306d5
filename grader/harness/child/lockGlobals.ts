import crypto from 'node:crypto';
import events from 'node:events';
import net from 'node:net';
import v8 from 'node:v8';
import threads from 'node:worker_threads';

/** Node's modules that drivers and scenarios use. A submission could replace their methods. */
const OF_NODE: object[] = [crypto, events, net, threads, v8];

/** The prototypes of iterators. The language gives them no global name. */
const ITERATORS = [[], new Map(), new Set(), ''].map((list) =>
  Reflect.getPrototypeOf(list[Symbol.iterator]()),
);

/**
 * Makes the globals of the language and of Node constant, and their methods too. The submission
 * then cannot deceive a scenario in the same process. New objects can still have methods of their
 * own. (Node's `--frozen-intrinsics` does half of this, and doubles the start time of a
 * thread.)
 */
export function lockGlobals(): void {
  const objects = new Set<object>([
    ...OF_NODE.flatMap(withClasses),
    ...[Buffer, ...ITERATORS].flatMap(withPrototypes),
  ]);
  for (const name of Reflect.ownKeys(globalThis)) {
    const held = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (held === undefined || !('value' in held) || held.enumerable === true) continue;
    // The language's own globals are not enumerable.
    for (const object of withPrototypes(held.value)) objects.add(object);
  }
  objects.delete(globalThis);
  for (const object of objects) {
    for (const name of Reflect.ownKeys(object)) lockMethod(object, name);
  }
  for (const { prototype } of [Object, Array, Promise]) Reflect.preventExtensions(prototype);
  for (const name of Reflect.ownKeys(globalThis)) lockBinding(name);
}

/** Returns a module, its functions and classes, and all objects that these inherit from. */
function withClasses(module: object): object[] {
  const values = Object.values(Object.getOwnPropertyDescriptors(module)).map(
    ({ value }) => value as unknown,
  );
  return [module, ...values]
    .filter((value) => typeof value === 'function' || value === module)
    .flatMap(withPrototypes);
}

/** Returns a value, its `prototype`, and all objects that these two inherit from. */
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

/** Globals of Node that are getters at first. The first read replaces the getter with a value. */
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
    // For example, another getter for the length of bytes would receive the bytes that we read.
    Reflect.defineProperty(object, name, { configurable: false });
    return;
  }
  if (typeof held.value !== 'function') return;
  const value: unknown = held.value;
  if (name === 'constructor') {
    // This must be a value, because Node needs a value when it sends an error between threads.
    Reflect.defineProperty(object, name, { writable: false, configurable: false });
    return;
  }
  Reflect.defineProperty(object, name, {
    configurable: false,
    get: () => value,
    set(this: object, own: unknown): void {
      // If the method were read-only, objects that inherit it could not have their own method.
      if (this === object) throw new TypeError(`${String(name)} is the grader's`);
      const whole = { value: own, writable: true, enumerable: true, configurable: true };
      Reflect.defineProperty(this, name, whole);
    },
  });
}
