import { RunningWatch } from './RunningWatch';

/** The wait ends after this many times `ms` in any case. */
const LONGEST = 3;

/**
 * Calls `onOver` when this process has been running for `ms` milliseconds. An answer that came while
 * the process stood still is not late. An answer that did not come is perhaps not late either,
 * because the process that gives it stood still too.
 *
 * @returns a function that ends the wait
 */
export function afterRunning(ms: number, onOver: () => void): () => void {
  const begun = performance.now();
  const watch = new RunningWatch(() => {
    if (watch.ms < ms && performance.now() - begun < LONGEST * ms) return;
    watch.stop();
    onOver();
  });
  return () => void watch.stop();
}
