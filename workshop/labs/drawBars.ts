import stringWidth from 'string-width';
import { padEnd } from '../../grader/report/pad';

/** The length of the longest bar, in columns. */
const BAR_COLUMNS = 40;

/** A bar of a chart. */
interface Bar {
  name: string;
  value: number;
  /** The text after the bar. */
  text: string;
}

/** Returns a chart with one line for each bar. All bars have the same scale. */
export function drawBars(bars: readonly Bar[]): string[] {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const names = Math.max(...bars.map(({ name }) => stringWidth(name)));
  return bars.map(({ name, value, text }) => {
    const bar = '█'.repeat(Math.round((value / most) * BAR_COLUMNS));
    return `  ${padEnd(name, names)}  ${bar}${bar && ' '}${text}`;
  });
}
