import type { Story } from '../../channel/Story';
import { namesIn } from './namesIn';
import { renameIn } from './renameIn';

/**
 * Gives the values of joined stories short names again: `block5_3` becomes `block`, or `block1` if
 * there are several.
 *
 * @returns the story, and the new name of each value
 */
export function plainNames(story: Story): { story: Story; names: ReadonlyMap<string, string> } {
  const long = namesIn(story);
  const plain = new Map<string, string>();
  if (long.every((name) => name.includes('_'))) {
    for (const name of long) {
      const alike = long.filter((other) => wordOf(other) === wordOf(name));
      const number = alike.length === 1 ? '' : String(alike.indexOf(name) + 1);
      plain.set(name, `${wordOf(name)}${number}`);
    }
  }
  return { story: { moves: story.moves.map((move) => renameIn(move, plain)) }, names: plain };
}

function wordOf(name: string): string {
  return name.replace(/\d*_\d+$/, '');
}
