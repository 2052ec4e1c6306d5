const WIDTH = 480;
const HEIGHT = 300;
const MARGIN = 48;

/** A measured point: `x` is how many of something, such as users. */
export interface Point {
  x: number;
  ratio: number;
}

/**
 * Draws ratios as a curve, with the goal as a dashed line.
 *
 * @param title the text above the curve
 * @param unit what `x` counts
 * @returns the text of an SVG file
 */
export function curveOf(
  { title, unit, goal }: { title: string; unit: string; goal: number },
  points: readonly Point[],
): string {
  const mostX = Math.max(...points.map(({ x }) => x));
  const mostRatio = 1.1 * Math.max(goal, ...points.map(({ ratio }) => ratio));
  const left = (x: number): string => (MARGIN + (x / mostX) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const top = (ratio: number): string =>
    (HEIGHT - MARGIN - (ratio / mostRatio) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const line = points.map(({ x, ratio }) => `${left(x)},${top(ratio)}`).join(' ');
  const marks = points.map(
    ({ x, ratio }) =>
      `<circle cx="${left(x)}" cy="${top(ratio)}" r="3"/>
<text x="${left(x)}" y="${Number(top(ratio)) - 8}" text-anchor="middle">${ratio.toFixed(1)}</text>
<text x="${left(x)}" y="${HEIGHT - MARGIN + 16}" text-anchor="middle">${x}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
<text x="${WIDTH / 2}" y="20" text-anchor="middle">${title}</text>
<path d="M${left(0)},${top(mostRatio)} V${top(0)} H${left(mostX)}" fill="none" stroke="black"/>
<path d="M${left(0)},${top(goal)} H${left(mostX)}" stroke="gray" stroke-dasharray="4"/>
<text x="${left(0)}" y="${Number(top(goal)) - 4}" fill="gray"> goal: ${goal}</text>
<polyline points="${line}" fill="none" stroke="black"/>
${marks.join('\n')}
<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">${unit}</text>
</svg>
`;
}
