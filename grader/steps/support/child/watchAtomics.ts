import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { plainValue } from '../channel/Access';
import type { Access } from '../channel/Access';

/**
 * A function that is called before each access to the watched memory. It decides when to call
 * `make`, which performs the access.
 */
export type Watcher = (access: Access, make: () => unknown) => unknown;

type Operation = (cells: Signals, ...rest: unknown[]) => unknown;

const REAL = Atomics;
const NAMES = Object.getOwnPropertyNames(REAL).filter(
  (name) => typeof Reflect.get(REAL, name) === 'function',
);
/** The real cells of each proxy. */
const behind = new WeakMap<object, Signals>();
/** What the submission gets for these cells. It always gets the same object for the same cells. */
const guises = new WeakMap<Signals, { handedOut: Signals; decoy: SharedArrayBuffer }>();

let watched: SharedArrayBuffer | undefined;
/**
 * Other memory that the submission gets as the `buffer` of the cells. With the real buffer, the
 * submission could use the cells without being watched. `Atomics` on views of the decoy uses the
 * real cells.
 */
let decoy: SharedArrayBuffer | undefined;
let watcher: Watcher | undefined;

// Modules that load later, such as the submission, get this watched `Atomics`.
Object.defineProperty(globalThis, 'Atomics', {
  value: Object.fromEntries(NAMES.map((name) => [name, watchable(name)])),
  configurable: true,
  writable: true,
});

/**
 * Runs a function, and calls `watch` before each access to these cells. This includes plain reads
 * and writes. Accesses by `watch` itself are not watched.
 *
 * @param run gets the watched cells, which it can give to the submission
 */
export function underWatch<Result>(
  cells: Signals,
  watch: Watcher,
  run: (handedOut: Signals) => Result,
): Result {
  const guise = guises.get(cells) ?? {
    handedOut: handOut(cells),
    decoy: new SharedArrayBuffer(cells.buffer.byteLength),
  };
  guises.set(cells, guise);
  const { handedOut } = guise;
  [watched, watcher] = [cells.buffer, watch];
  ({ decoy } = guise);
  try {
    return run(handedOut);
  } finally {
    watched = watcher = decoy = undefined;
  }
}

/** Returns cells for the submission. Each access to these cells is watched. */
function handOut(cells: Signals): Signals {
  const handedOut = new Proxy(cells, { get, set });
  behind.set(handedOut, cells);
  return handedOut;
}

/** Returns the real cells for a view of the decoy. Returns any other value unchanged. */
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
    const [cell, ...values] = rest.map(plainValue);
    const access = { operation: `Atomics.${name}`, cell: inWhole(plain, cell), values, elsewhere };
    return notify(access, make);
  };
}

function get(cells: Signals, name: string | symbol): unknown {
  const read = (): unknown => Reflect.get(cells, name);
  if (isCell(name)) {
    const cell = inWhole(cells, name);
    return notify({ operation: 'read', cell, values: [], elsewhere: false }, read);
  }
  const property = read();
  if (name === 'buffer') return decoy;
  if (typeof property !== 'function') return property;
  // A method such as `fill` accesses many cells.
  return (...values: unknown[]) => {
    const given = values.map((value) =>
      typeof value === 'function' ? withoutCells(value as Operation) : value,
    );
    const make = (): unknown => Reflect.apply(property, cells, given);
    const result = notify(
      {
        operation: String(name),
        cell: undefined,
        values: values.map(plainValue),
        elsewhere: false,
        within: [inWhole(cells, 0), inWhole(cells, cells.length)],
      },
      make,
    );
    // A method such as `subarray` returns another view of the same cells.
    return isView(result) ? handOut(result) : result;
  };
}

/** Returns true for a view of the watched memory. */
function isView(value: unknown): value is Signals {
  return value instanceof Int32Array && value.buffer === watched;
}

/**
 * Returns a callback that does not get the real cells. Methods such as `forEach` pass the real
 * cells.
 */
function withoutCells(callback: Operation): (...args: unknown[]) => unknown {
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
  const values = [plainValue(value)];
  const cell = inWhole(cells, name);
  return notify({ operation: 'write', cell, values, elsewhere: false }, write) === true;
}

/** Returns the number that a view's cell has in the whole memory. */
function inWhole({ byteOffset, BYTES_PER_ELEMENT }: Signals, cell: unknown): number {
  return byteOffset / BYTES_PER_ELEMENT + Math.trunc(Number(cell) || 0);
}

function isCell(name: string | symbol): boolean {
  return typeof name === 'string' && /^\d+$/.test(name);
}

function notify(access: Access, make: () => unknown): unknown {
  if (watcher === undefined) return make();
  const watch = watcher;
  watcher = undefined;
  try {
    return watch(access, make);
  } finally {
    watcher = watch;
  }
}
