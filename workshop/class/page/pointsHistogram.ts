/** How many columns the picture has. */
const COLUMNS = 10;
/** The share of the height that the highest column has. Its number is above it. */
const HIGHEST = 84;

/** Returns a picture of how many students have how many points. */
export function pointsHistogram(totals: readonly number[], outOf: number): string {
  const counts = Array.from({ length: COLUMNS }, () => 0);
  for (const total of totals) {
    counts[Math.min(COLUMNS - 1, Math.floor((COLUMNS * total) / outOf))]++;
  }
  const edge = (column: number): string => String(Math.round((column * outOf * 10) / COLUMNS) / 10);
  const most = Math.max(...counts, 1);
  const width = 100 / COLUMNS;
  const columns = counts.map((count, i) => {
    const height = (HIGHEST * count) / most;
    const x = i * width;
    return [
      `<rect x="${x + 0.5}%" y="${100 - height}%" width="${width - 1}%" height="${height}%"/>`,
      ...(count === 0
        ? []
        : [`<text x="${x + width / 2}%" y="${100 - height}%" dy="-0.4em">${count}</text>`]),
    ].join('');
  });
  const words = counts.map((count, i) => `${edge(i)} to ${edge(i + 1)} points: ${count}`);
  const marks = [0, COLUMNS / 2, COLUMNS].map(
    (column) => `<span>${edge(column)}${column === COLUMNS ? ' points' : ''}</span>`,
  );
  return [
    `<svg class="histogram" role="img" aria-label="Students by points. ${words.join(', ')}">${columns.join('')}</svg>`,
    `<p class="axis" aria-hidden="true">${marks.join('')}</p>`,
  ].join('\n');
}
