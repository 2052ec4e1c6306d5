/** The limits of time grow at most by this factor. */
const MOST_SLOWNESS = 4;

/**
 * Returns how slow the machine is, from 1 on an idle machine to 4. All limits of time grow by this
 * factor.
 *
 * @param ms how long our own code took, in milliseconds
 * @param idleMs the maximum time that this code takes on an idle machine, in milliseconds
 */
export function slownessOf(ms: number, idleMs: number): number {
  return Math.min(Math.max(ms / idleMs, 1), MOST_SLOWNESS);
}
