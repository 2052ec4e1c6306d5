import { createInterface, emitKeypressEvents } from 'node:readline';
import type { Key } from 'node:readline';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import prompts from 'prompts';
import stringWidth from 'string-width';
import { CommandError } from '../CommandError';

/**
 * How long to wait after an Escape character, in milliseconds. Arrow keys also begin with Escape.
 */
const ESCAPE_MS = 50;

const BELL = '\u0007';
const CTRL_C = '\u0003';

/** Ctrl-C, Ctrl-D, and the character of a Ctrl-D that was pressed before raw mode began. */
const QUIT_KEYS = [CTRL_C, '\u0004', '\u0000'];

/** The keys with which `prompts` edits or submits an answer. */
const EDITING_KEYS = ['return', 'enter', 'backspace', 'delete', 'left', 'right'];

/** Such keys together with Ctrl: start of line, cancel, cancel, end of line, clear. */
const EDITING_CTRL_KEYS = ['a', 'c', 'd', 'e', 'g'];

/** The parts of a prompt of `prompts` that this file uses. */
interface OpenPrompt {
  /** The question and the answer so far, with colours. */
  outputText: string;
  /** True if there is no earlier output that must be removed. */
  firstRender: boolean;
  render: () => void;
}

/** The question that waits for its answer. */
let open: OpenPrompt | undefined;

/** Thrown when Ctrl-C or Ctrl-D is pressed, to leave the menu. */
export class Quit extends Error {}

/**
 * Asks a question. Returns the answer without spaces at the start and the end.
 *
 * @throws Quit on Ctrl-C and Ctrl-D, CommandError on Escape
 */
export async function question(message: string): Promise<string> {
  // Other keys must not reach `prompts`, because it inserts control characters, and "undefined" for
  // F1.
  const keys = new PassThrough();
  let isEscaped = false;
  const hear = (text: string | undefined, key: Key): void => {
    isEscaped ||= key.name === 'escape';
    // After an Escape character, `prompts` would wait again, so it gets Ctrl-C.
    if (isEscaped) keys.write(CTRL_C);
    else if (isText(text) || isEditing(key)) keys.write(key.sequence);
    else process.stdout.write(BELL);
  };
  return withKeys(hear, async () => {
    const { answer } = await prompts(
      {
        type: 'text',
        name: 'answer',
        message,
        stdin: keys,
        onRender(this: unknown) {
          open = this as OpenPrompt;
        },
      },
      {
        onCancel: () => {
          throw isEscaped ? new CommandError('Back to the menu.') : new Quit();
        },
      },
    );
    return String(answer).trim();
  }).finally(() => {
    open = undefined;
  });
}

/** Prints a line. If a question is open, prints the line above it, and keeps what is typed. */
export function printAbove(line: string): void {
  const { stdout } = process;
  if (open === undefined) {
    stdout.write(`${line}\n`);
    return;
  }
  const width = stringWidth(stripVTControlCharacters(open.outputText));
  const rows = Math.floor(Math.max(0, width - 1) / (stdout.columns || 80));
  stdout.write(`\r${rows > 0 ? `\u001b[${rows}A` : ''}\u001b[J${line}\n`);
  open.firstRender = true;
  open.render();
}

/**
 * Does some work and returns the result. During the work, Ctrl-C and Ctrl-D quit, and other keys
 * have no effect.
 *
 * @throws Quit, or the error of the work
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

/**
 * Does some work and returns the result. Calls `hear` with each key that is pressed during the
 * work.
 */
async function withKeys<T>(
  hear: (text: string | undefined, key: Key) => void,
  work: () => Promise<T>,
): Promise<T> {
  const { stdin } = process;
  const keyboard = createInterface({ input: stdin, escapeCodeTimeout: ESCAPE_MS });
  emitKeypressEvents(stdin, keyboard);
  stdin.setRawMode(true).on('keypress', hear);
  try {
    return await work();
  } finally {
    stdin.off('keypress', hear).setRawMode(false);
    keyboard.close();
  }
}

const isText = (text: string | undefined): boolean => text !== undefined && !/\p{Cc}/u.test(text);

const isEditing = ({ name = '', ctrl }: Key): boolean =>
  EDITING_KEYS.includes(name) || (ctrl === true && EDITING_CTRL_KEYS.includes(name));
