import { setTimeout as sleep } from 'node:timers/promises';

/** How often an honest user asks, and how long it waits for the answer, in milliseconds. */
const EVERY_MS = 50;
export const ANSWER_MS = 2000;

/** How the questions of an honest user were answered. */
export interface Answers {
  asked: number;
  answered: number;
  /** How long the answers took, in milliseconds. */
  medianMs: number;
  slowestMs: number;
}

/**
 * Asks one question after the other.
 *
 * @param ms how long to ask, in milliseconds
 * @param ask resolves with the answer; rejects if there is none
 */
export async function askFor(ms: number, ask: () => Promise<unknown>): Promise<Answers> {
  const end = performance.now() + ms;
  const times: number[] = [];
  let asked = 0;
  while (performance.now() < end) {
    asked++;
    const begun = performance.now();
    await ask().then(
      () => times.push(performance.now() - begun),
      () => undefined,
    );
    await sleep(EVERY_MS);
  }
  const sorted = times.toSorted((one, other) => one - other);
  return {
    asked,
    answered: sorted.length,
    medianMs: sorted[sorted.length >> 1] ?? Infinity,
    slowestMs: sorted[sorted.length - 1] ?? Infinity,
  };
}
