/** What a text is, as far as colour can say it; it is always said in words too. */
export type Tone = 'good' | 'bad' | 'open' | 'loud' | 'quiet';

/** Colours a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Record<Tone, number> = { good: 32, bad: 31, open: 33, loud: 1, quiet: 2 };

/** Colours for a terminal, and none for anything else or where `NO_COLOR` is set. */
export function paintFor(stream: { isTTY?: boolean }): Paint {
  if (stream.isTTY !== true || process.env.NO_COLOR) return (_tone, text) => text;
  return (tone, text) =>
    text
      .split('\n')
      .map((line) => `\u001b[${CODES[tone]}m${line}\u001b[0m`)
      .join('\n');
}
