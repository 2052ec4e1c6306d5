/** How wide the longest bar is. */
const WIDTH = 40;

/** A bar of a chart. */
export interface Bar {
  name: string;
  value: number;
  /** What to write at its end. */
  text: string;
}

/** Draws bars to one scale, the longest across the chart. */
export function drawBars(bars: readonly Bar[]): string[] {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const names = Math.max(...bars.map(({ name }) => name.length));
  return bars.map(({ name, value, text }) => {
    const bar = '█'.repeat(Math.round((value / most) * WIDTH));
    return `  ${name.padEnd(names)}  ${bar}${bar && ' '}${text}`;
  });
}
