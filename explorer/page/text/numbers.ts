/** Returns a whole number as text, such as `65,536`. */
export const formatCount = (number: number): string => number.toLocaleString('en');

/** Returns a duration as text in a suitable unit, such as `1.5 min`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${(ms / 60_000).toFixed(1)} min`;
  if (ms < 86_400_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${formatCount(Math.round(ms / 86_400_000))} days`;
}

/** Returns a number with a noun, such as `1 block` or `2 blocks`. */
export const plural = (number: number, word: string): string =>
  `${formatCount(number)} ${word}${number === 1 ? '' : 's'}`;
