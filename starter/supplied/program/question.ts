import prompts from 'prompts';
import { Sorry } from '../Sorry';

/**
 * Ctrl-C and Ctrl-D, as a terminal sends them while it hands on every key. A Ctrl-D from the moment
 * before, when it still collected lines, has become a zero.
 */
const LEAVE = ['\u0000', '\u0003', '\u0004'];

/** Thrown to leave the menu, from whatever question. */
export class Quit extends Error {}

/** What a question is inside `prompts`, as far as we need it. */
interface TextPrompt {
  /** Puts what a key stands for into the answer: nothing for a function key, for example. */
  _(text: string | undefined, key: object): void;
  bell(): void;
  abort(): void;
  /** What Escape does. */
  exit(): void;
}

/**
 * Asks something.
 *
 * @throws Quit on Ctrl-C and Ctrl-D, Sorry on Escape, which only leads back to the menu
 */
export async function question(message: string): Promise<string> {
  let isEscaped = false;
  const answers = await prompts(
    {
      type: 'text',
      name: 'text',
      message,
      onRender(this: unknown) {
        const prompt = this as TextPrompt;
        takeOnlyText(prompt);
        prompt.exit = () => {
          isEscaped = true;
          prompt.abort();
        };
      },
    },
    {
      onCancel: () => {
        throw isEscaped ? new Sorry('Back to the menu.') : new Quit();
      },
    },
  );
  return String(answers.text).trim();
}

/** Keeps keys that stand for no character out of an answer: `prompts` takes F1 for "undefined". */
function takeOnlyText(prompt: TextPrompt): void {
  if (Object.hasOwn(prompt, '_')) return;
  const insert = prompt._;
  prompt._ = (text, key) => {
    if (text === undefined || /\p{Cc}/u.test(text)) prompt.bell();
    else insert.call(prompt, text, key);
  };
}

/**
 * Waits for something that takes a while. Ctrl-C and Ctrl-D leave meanwhile, as they do from a
 * question; other keys count for nothing.
 *
 * @throws Quit, or whatever the work throws
 */
export async function working<T>(work: () => Promise<T>): Promise<T> {
  const { stdin } = process;
  let hear = (_keys: Buffer | string): void => {};
  const left = new Promise<never>((_resolve, reject) => {
    hear = (keys) => {
      if (LEAVE.some((key) => keys.includes(key))) reject(new Quit());
    };
  });
  stdin.setRawMode(true).on('data', hear).resume();
  try {
    return await Promise.race([work(), left]);
  } finally {
    stdin.off('data', hear).pause().setRawMode(false);
  }
}
