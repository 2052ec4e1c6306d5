/** A clock that replaces the clock of Node. */
export interface Clock {
  /** Milliseconds since some moment. This clock never jumps. */
  steady: () => number;
  /** Milliseconds since 1970. */
  wall: () => number;
}

const MILLION = 1_000_000;

let clock: Clock | undefined;

// Modules that load later, such as the submission, read these replaceable clocks.
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

/** Runs a function with another clock. */
export function withClock<Result>(other: Clock, run: () => Result): Result {
  clock = other;
  try {
    return run();
  } finally {
    clock = undefined;
  }
}
