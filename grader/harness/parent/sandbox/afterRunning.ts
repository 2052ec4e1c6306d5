/** How often the time is looked at, in milliseconds. */
const LOOK_MS = 25;
/** The most that counts between two looks, in milliseconds. */
const MOST_COUNTED_MS = 2 * LOOK_MS;
/** The time ends after this many times `ms` in any case. */
const LONGEST = 3;

/**
 * Calls `onOver` when this process has been running for `ms` milliseconds. On a busy machine, a
 * process can stand still for seconds. An answer that came in the meantime is not late, and an answer
 * that did not come is perhaps not late either, because its process stood still too.
 *
 * @returns a function that ends the wait
 */
export function afterRunning(ms: number, onOver: () => void): () => void {
  const begun = performance.now();
  let counted = 0;
  let last = begun;
  const timer = setInterval(() => {
    const now = performance.now();
    counted += Math.min(now - last, MOST_COUNTED_MS);
    last = now;
    if (counted < ms && now - begun < LONGEST * ms) return;
    clearInterval(timer);
    onOver();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
