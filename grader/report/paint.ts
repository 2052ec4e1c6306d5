import { styleText } from 'node:util';

/** The meaning of a text's colour. The words of the text have the same meaning. */
export type Tone = 'good' | 'bad' | 'open' | 'loud' | 'quiet';

/** Returns a text in colour, or the unchanged text. */
export type Paint = (tone: Tone, text: string) => string;

const STYLES = { good: 'green', bad: 'red', open: 'yellow', loud: 'bold', quiet: 'dim' } as const;

/** Returns the unchanged text. */
export const plain: Paint = (_tone, text) => text;

/** Returns a function that colours standard output, but only on a terminal with colours. */
export function outputPaint(): Paint {
  const { stdout } = process;
  if (!stdout.isTTY || !stdout.hasColors()) return plain;
  return (tone, text) => styleText(STYLES[tone], text);
}
