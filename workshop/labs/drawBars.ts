import stringWidth from 'string-width';
import { outputColumns } from '../../grader/report/outputColumns';
import { padEnd } from '../../grader/report/pad';

/** The length of the longest bar, in columns. On a narrow terminal it is shorter. */
const BAR_COLUMNS = 40;

/** A bar of a chart. */
interface Bar {
  name: string;
  value: number;
  /** The text after the bar. */
  text: string;
}

/**
 * Returns a chart with one line for each bar. All bars have the same scale.
 *
 * @param columns how many columns a line can have. The default fits the terminal.
 */
export function drawBars(bars: readonly Bar[], columns = outputColumns()): string[] {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const names = Math.max(...bars.map(({ name }) => stringWidth(name)));
  // Before the bar are two gaps of two columns, and after it is a gap of one.
  const left = columns - names - 5;
  const fitting = bars.map(
    ({ value, text }) => ((left - stringWidth(text)) * most) / Math.max(value, Number.MIN_VALUE),
  );
  const longest = Math.max(1, Math.min(BAR_COLUMNS, ...fitting));
  return bars.map(({ name, value, text }) => {
    const bar = '█'.repeat(Math.round((value / most) * longest));
    return `  ${padEnd(name, names)}  ${bar}${bar && ' '}${text}`;
  });
}
