/** A figure: what we take, beside what something else takes in the same minute. */
export interface Row {
  /** A word for the command line. */
  name: string;
  what: string;
  beside: string;
  /** What the ratio of both should be. */
  goal: { atLeast: number } | { atMost: number };
  /** How many users join, for a figure that is a point of the curve. */
  users?: number;
  /** How many pairs are measured, if it is not the usual number. */
  pairs?: number;
  /**
   * Measures both once, one after the other. Both are times, or both are rates.
   *
   * @param oursFirst false in every second pair, because the second one can profit from the first
   */
  pair: (oursFirst: boolean) => Promise<Pair> | Pair;
}

export interface Pair {
  ours: number;
  rival: number;
}

/** Runs two measurements in this order or the other. */
export async function inOrder(
  oursFirst: boolean,
  ours: () => Promise<number> | number,
  rival: () => Promise<number> | number,
): Promise<Pair> {
  if (oursFirst) return { ours: await ours(), rival: await rival() };
  const rivals = await rival();
  return { ours: await ours(), rival: rivals };
}

/**
 * Returns the processor time that a function takes, in milliseconds. Other programs change it less
 * than the time on the clock.
 */
export async function cpuOf(run: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Returns how long a function takes, in milliseconds. */
export async function timeOf(run: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
