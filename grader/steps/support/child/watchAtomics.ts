import type { Signals } from '../../../../solution/supplied/user/Signals';

/**
 * One access to shared memory, just before it takes place: an operation of `Atomics`, a plain `read`
 * or `write`, or a method of the array.
 */
export interface Access {
  operation: string;
  /** Which cell; undefined if it may be all of them. */
  cell: unknown;
  /** What else the operation is given: the value to add, to store, … */
  values: readonly unknown[];
  /** True for a wait on other memory, such as one that stands for a sleep. */
  elsewhere: boolean;
}

/** Sees every access to the memory that is watched, and makes it when it likes. */
export type Watcher = (access: Access, make: () => unknown) => unknown;

type Operation = (cells: Signals, ...rest: unknown[]) => unknown;

const REAL = Atomics;
const NAMES = Object.getOwnPropertyNames(REAL).filter(
  (name) => typeof Reflect.get(REAL, name) === 'function',
);
/** Which cells lie behind a proxy of ours. */
const behind = new WeakMap<object, Signals>();

let watched: SharedArrayBuffer | undefined;
/**
 * Handed out in place of the memory that is watched: through it the cells could be reached unseen.
 * `Atomics` finds them behind it all the same; what is read and written plainly is other memory.
 */
let decoy: SharedArrayBuffer | undefined;
let watcher: Watcher | undefined;

// Whoever is loaded after this, such as the submission, finds an `Atomics` that can be watched.
Object.defineProperty(globalThis, 'Atomics', {
  value: Object.fromEntries(NAMES.map((name) => [name, watchable(name)])),
  configurable: true,
  writable: true,
});

/**
 * Runs something under watch: accesses to these cells, plain ones included, are told to `watch`;
 * those that it makes itself are not.
 *
 * @param run is given the cells as they are to be handed out
 */
export function underWatch<Result>(
  cells: Signals,
  watch: Watcher,
  run: (handedOut: Signals) => Result,
): Result {
  const handedOut = handOut(cells);
  [watched, watcher] = [cells.buffer, watch];
  decoy = new SharedArrayBuffer(cells.buffer.byteLength);
  try {
    return run(handedOut);
  } finally {
    watched = watcher = decoy = undefined;
  }
}

/** Cells as they may be handed out: whatever is done to them is seen. */
function handOut(cells: Signals): Signals {
  const handedOut = new Proxy(cells, { get, set });
  behind.set(handedOut, cells);
  return handedOut;
}

/** The cells that a view of the decoy stands for; of anything else, itself. */
function behindDecoy(cells: Signals): Signals {
  if (!(cells instanceof Int32Array) || cells.buffer !== decoy || !watched) return cells;
  return new Int32Array(watched, cells.byteOffset, cells.length);
}

function watchable(name: string): Operation {
  const operation = Reflect.get(REAL, name) as Operation;
  return (cells, ...rest) => {
    const plain = behind.get(Object(cells)) ?? behindDecoy(cells);
    const make = (): unknown => Reflect.apply(operation, REAL, [plain, ...rest]);
    const elsewhere = !ArrayBuffer.isView(plain) || plain.buffer !== watched;
    if (elsewhere && name !== 'wait') return make();
    const [cell, ...values] = rest;
    return told({ operation: `Atomics.${name}`, cell, values, elsewhere }, make);
  };
}

function get(cells: Signals, name: string | symbol): unknown {
  const read = (): unknown => Reflect.get(cells, name);
  if (isCell(name))
    return told({ operation: 'read', cell: Number(name), values: [], elsewhere: false }, read);
  const property = read();
  if (name === 'buffer') return decoy;
  if (typeof property !== 'function') return property;
  // A method such as `fill` is an access to many cells.
  return (...values: unknown[]) => {
    const given = values.map((value) =>
      typeof value === 'function' ? unseeing(value as Operation) : value,
    );
    const make = (): unknown => Reflect.apply(property, cells, given);
    const access = { operation: String(name), cell: undefined, values, elsewhere: false };
    const result = told(access, make);
    // Such as `subarray`, which gives another view of the same cells.
    return isView(result) ? handOut(result) : result;
  };
}

/** Whether a value is a view of the memory that is watched. */
function isView(value: unknown): value is Signals {
  return value instanceof Int32Array && value.buffer === watched;
}

/** A callback that is not handed the cells themselves, as `forEach` would. */
function unseeing(callback: Operation): (...args: unknown[]) => unknown {
  return (...args) =>
    Reflect.apply(
      callback,
      undefined,
      args.filter((arg) => !(arg instanceof Int32Array)),
    );
}

function set(cells: Signals, name: string | symbol, value: unknown): boolean {
  const write = (): boolean => Reflect.set(cells, name, value);
  if (!isCell(name)) return write();
  return (
    told({ operation: 'write', cell: Number(name), values: [value], elsewhere: false }, write) ===
    true
  );
}

function isCell(name: string | symbol): boolean {
  return typeof name === 'string' && /^\d+$/.test(name);
}

function told(access: Access, make: () => unknown): unknown {
  if (watcher === undefined) return make();
  const watch = watcher;
  watcher = undefined;
  try {
    return watch(access, make);
  } finally {
    watcher = watch;
  }
}
