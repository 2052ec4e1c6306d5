import { createInterface, emitKeypressEvents } from 'node:readline';
import type { Key } from 'node:readline';
import { PassThrough } from 'node:stream';
import prompts from 'prompts';
import { Sorry } from '../Sorry';

/** How long after Escape the rest of an arrow key's code may come, in milliseconds. */
const ESCAPE_MS = 50;

const BELL = '\u0007';
const CTRL_C = '\u0003';

/**
 * Ctrl-C, Ctrl-D, and what a terminal makes of Ctrl-D if it still collects lines when the key is
 * pressed.
 */
const QUIT_KEYS = [CTRL_C, '\u0004', '\u0000'];

/** The keys with which `prompts` edits or submits an answer. */
const EDITING_KEYS = ['return', 'enter', 'backspace', 'delete', 'left', 'right'];

/** The same with Ctrl: to the start, cancel, cancel, to the end, clear. */
const EDITING_CTRL_KEYS = ['a', 'c', 'd', 'e', 'g'];

/** Thrown when a key asks to leave the menu. */
export class Quit extends Error {}

/**
 * Asks something and returns the answer, without spaces at its ends.
 *
 * @throws Quit on Ctrl-C and Ctrl-D, Sorry on Escape
 */
export async function question(message: string): Promise<string> {
  // `prompts` takes F1 for the text "undefined", and control characters for text.
  const keys = new PassThrough();
  let isEscaped = false;
  const hear = (text: string | undefined, key: Key): void => {
    isEscaped ||= key.name === 'escape';
    if (isEscaped) keys.write(CTRL_C);
    else if (isText(text) || isEditing(key)) keys.write(key.sequence);
    else process.stdout.write(BELL);
  };
  return withKeys(hear, async () => {
    const { answer } = await prompts(
      { type: 'text', name: 'answer', message, stdin: keys },
      {
        onCancel: () => {
          throw isEscaped ? new Sorry('Back to the menu.') : new Quit();
        },
      },
    );
    return String(answer).trim();
  });
}

/**
 * Does something that takes a while, and returns its result. Ctrl-C and Ctrl-D quit meanwhile; other
 * keys are ignored.
 *
 * @throws Quit, or what the work throws
 */
export async function interruptible<T>(work: () => Promise<T>): Promise<T> {
  let quit = (): void => {};
  const interrupted = new Promise<never>((_resolve, reject) => {
    quit = () => reject(new Quit());
  });
  const hear = (_text: string | undefined, { sequence = '' }: Key): void => {
    if (QUIT_KEYS.includes(sequence)) quit();
  };
  return withKeys(hear, () => Promise.race([work(), interrupted]));
}

/** Calls `hear` with each key that is pressed while something is done. */
async function withKeys<T>(
  hear: (text: string | undefined, key: Key) => void,
  act: () => Promise<T>,
): Promise<T> {
  const { stdin } = process;
  const keyboard = createInterface({ input: stdin, escapeCodeTimeout: ESCAPE_MS });
  emitKeypressEvents(stdin, keyboard);
  stdin.setRawMode(true).on('keypress', hear);
  try {
    return await act();
  } finally {
    stdin.off('keypress', hear).setRawMode(false);
    keyboard.close();
  }
}

const isText = (text: string | undefined): boolean => text !== undefined && !/\p{Cc}/u.test(text);

const isEditing = ({ name = '', ctrl }: Key): boolean =>
  EDITING_KEYS.includes(name) || (ctrl === true && EDITING_CTRL_KEYS.includes(name));
