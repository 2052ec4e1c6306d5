import { emitKeypressEvents } from 'node:readline';
import type { Key } from 'node:readline';

/**
 * Tells of each key that is pressed, by its name. Ctrl-C and Ctrl-D are the key `q`.
 *
 * @returns gives the terminal back as it was
 */
export function onKey(terminal: NodeJS.ReadStream, pressed: (name: string) => void): () => void {
  const hear = (_text: string | undefined, { name = '', ctrl }: Key): void => {
    if (!ctrl) pressed(name);
    else if (name === 'c' || name === 'd') pressed('q');
  };
  emitKeypressEvents(terminal);
  terminal.on('keypress', hear).setRawMode(true).resume();
  return () => void terminal.off('keypress', hear).setRawMode(false).pause();
}
