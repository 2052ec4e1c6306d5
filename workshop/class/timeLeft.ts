const MINUTE_MS = 60_000;

/**
 * Returns how long the rest takes, for a line of progress. Returns an empty text if it is not known.
 *
 * @param ms how long the gradings took so far
 * @param graded how many were graded in this time
 * @param left how many are left
 */
export function timeLeft(ms: number, graded: number, left: number): string {
  if (graded === 0 || left === 0) return '';
  const minutes = Math.ceil(((ms / graded) * left) / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  return `, about ${hours > 0 ? `${hours} h ` : ''}${minutes % 60} min left`;
}
