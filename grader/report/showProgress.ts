import wrapAnsi from 'wrap-ansi';
import { COLUMNS } from './outputColumns';

/** How long to wait before the line appears, in milliseconds. */
const DELAY_MS = 2000;

/** A line on the terminal that shows the current work. */
interface ProgressLine {
  show: (text: string) => void;
  /** Removes the line. */
  end: () => void;
}

/**
 * Returns a line on standard error that shows the current work. The line appears after 2 s, and
 * only on a terminal.
 */
export function showProgress(): ProgressLine {
  const { stderr } = process;
  let text = '';
  let isShown = false;
  const draw = (): void => {
    // The next `draw` and `end` can clear only one line.
    const [line] = wrapAnsi(text, stderr.columns || COLUMNS, { hard: true }).split('\n');
    stderr.write(`\r\u001b[K${line}`);
    isShown = true;
  };
  const timer = setTimeout(() => stderr.isTTY && draw(), DELAY_MS).unref();
  return {
    show: (newText) => {
      if (newText === text) return;
      text = newText;
      if (isShown) draw();
    },
    end: () => {
      clearTimeout(timer);
      if (isShown) stderr.write('\r\u001b[K');
    },
  };
}
