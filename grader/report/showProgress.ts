/** A run that takes no longer shows nothing but its report, in milliseconds. */
const PATIENCE_MS = 2000;

/** A line that says what is going on, in a terminal only. */
export interface Progress {
  /** What is being done now. */
  say: (text: string) => void;
  /** Takes the line away. */
  end: () => void;
}

/** Shows on a terminal what takes so long, once it does. */
export function showProgress(stream: NodeJS.WriteStream): Progress {
  let text = '';
  let shown = false;
  const draw = (): void => {
    stream.write(`\r\u001b[K${text}`);
    shown = true;
  };
  const timer = setTimeout(() => stream.isTTY && draw(), PATIENCE_MS).unref();
  return {
    say: (now) => {
      text = now;
      if (shown) draw();
    },
    end: () => {
      clearTimeout(timer);
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
