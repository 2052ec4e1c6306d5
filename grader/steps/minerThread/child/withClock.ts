/** A clock in place of Node's. */
export interface Clock {
  /** Milliseconds since some moment; it never jumps. */
  steady: () => number;
  /** Milliseconds since 1970. */
  wall: () => number;
}

const MILLION = 1_000_000;

let clock: Clock | undefined;

// Modules that are loaded after this one, such as the submission, read clocks that can be replaced.
const now = performance.now.bind(performance);
const { now: wall } = Date;
const { hrtime } = process;
performance.now = () => clock?.steady() ?? now();
globalThis.Date = class extends Date {
  static override now(): number {
    return clock?.wall() ?? wall();
  }
} as DateConstructor;
hrtime.bigint = () => BigInt(Math.round(performance.now() * MILLION));

/** Runs a function that reads another clock. */
export function withClock<Result>(other: Clock, run: () => Result): Result {
  clock = other;
  try {
    return run();
  } finally {
    clock = undefined;
  }
}
