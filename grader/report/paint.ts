import { styleText } from 'node:util';

/** What the colour of a text says. The words of the text always say it too. */
export type Tone = 'good' | 'bad' | 'open' | 'loud' | 'quiet';

/** Returns a text in colour, or as it is. */
export type Paint = (tone: Tone, text: string) => string;

const STYLES = { good: 'green', bad: 'red', open: 'yellow', loud: 'bold', quiet: 'dim' } as const;

/** Returns how to colour what goes to standard output: only a terminal with colours gets any. */
export function outputPaint(): Paint {
  const { stdout } = process;
  if (!stdout.isTTY || !stdout.hasColors()) return (_tone, text) => text;
  return (tone, text) => styleText(STYLES[tone], text);
}
