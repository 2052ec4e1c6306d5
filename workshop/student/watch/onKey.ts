import { emitKeypressEvents } from 'node:readline';
import type { Key } from 'node:readline';

/**
 * Calls `pressed` with the name of each key. Ctrl-C and Ctrl-D count as the key `q`.
 *
 * @returns a function that stops listening and restores the terminal
 */
export function onKey(terminal: NodeJS.ReadStream, pressed: (name: string) => void): () => void {
  const listener = (_text: string | undefined, { name = '', ctrl }: Key): void => {
    if (!ctrl) pressed(name);
    else if (name === 'c' || name === 'd') pressed('q');
  };
  emitKeypressEvents(terminal);
  terminal.on('keypress', listener).setRawMode(true).resume();
  return () => void terminal.off('keypress', listener).setRawMode(false).pause();
}
