import stringWidth from 'string-width';
import { outputColumns } from '../../grader/report/outputColumns';
import { padEnd } from '../../grader/report/pad';

/** The length of the longest bar, in columns. On a narrow terminal it is shorter. */
const BAR_COLUMNS = 40;

/** A bar of a chart. */
interface Bar {
  name: string;
  value: number;
  /** A value to mark on the line of the bar, with `│`. */
  mark?: number;
  /** The text after the bar. */
  text: string;
}

/**
 * Returns a chart with one line for each bar. All bars have the same scale.
 *
 * @param columns how many columns a line can have. The default fits the terminal.
 */
export function drawBars(bars: readonly Bar[], columns = outputColumns()): string[] {
  const most = Math.max(...bars.flatMap(({ value, mark = 0 }) => [value, mark]), Number.MIN_VALUE);
  const names = Math.max(...bars.map(({ name }) => stringWidth(name)));
  // Before the bar are two gaps of two columns, and after it is a gap of one.
  const left = columns - names - 5;
  const fitting = bars.map(
    ({ value, mark = 0, text }) =>
      ((left - stringWidth(text)) * most) / Math.max(value, mark, Number.MIN_VALUE),
  );
  const longest = Math.max(1, Math.min(BAR_COLUMNS, ...fitting));
  return bars.map(({ name, value, mark, text }) => {
    const lengthOf = (size: number): number => Math.round((size / most) * longest);
    const plain = '█'.repeat(lengthOf(value));
    const place = mark === undefined ? -1 : Math.max(0, lengthOf(mark) - 1);
    const bar =
      place < 0 ? plain : `${plain.slice(0, place).padEnd(place)}│${plain.slice(place + 1)}`;
    return `  ${padEnd(name, names)}  ${bar}${bar && ' '}${text}`;
  });
}
