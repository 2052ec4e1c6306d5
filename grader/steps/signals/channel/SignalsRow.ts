import type { OtherThread, SignalsCall } from './SignalsCall';

/** A call on shared memory, and what other threads do during the call. */
export interface DisturbedCall {
  /** The number of the memory. A row has several memories. */
  memory: number;
  /** What other threads do before the call. */
  first?: readonly OtherThread[];
  call: SignalsCall['call'];
  /** What other threads do just before each access of the call. */
  before: ReadonlyArray<readonly OtherThread[]>;
}

/** Calls in one program, one after the other. */
export interface SignalsRow {
  /** The cells of each memory before the first call. */
  memories: ReadonlyArray<readonly number[]>;
  calls: readonly DisturbedCall[];
}
