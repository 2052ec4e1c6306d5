/** An access to shared memory. It can be sent to another process. */
export interface Access {
  /** An operation of `Atomics`, a plain `read` or `write`, or a method of the array. */
  operation: string;
  /** The cell. Undefined if the access can use all cells. */
  cell: unknown;
  /** The other arguments of the operation, such as the value to add. */
  values: readonly unknown[];
  /** True for a wait on other memory. Such a wait can be a sleep. */
  elsewhere: boolean;
  /** The first cell and the cell after the last, if a method can use only these cells. */
  within?: readonly [from: number, to: number];
}

/** Returns a value of an access in a form that another process can read. */
export function plainValue(value: unknown): unknown {
  const list = ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value;
  return isPlain(list) ? list : undefined;
}

/** True for a primitive value, and for a list of such values. */
export function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? Array.from(value).every(isPrimitive) : isPrimitive(value);
}

export function isPrimitive(value: unknown): boolean {
  return value === null || !['object', 'function', 'symbol'].includes(typeof value);
}
