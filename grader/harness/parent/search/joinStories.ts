import type { Story } from '../../channel/Story';
import { namesIn } from './namesIn';
import { renameIn } from './renameIn';

/** Joins stories into one. The values of each story get names of their own. */
export function joinStories(stories: readonly Story[]): Story {
  if (stories.length === 1) return stories[0];
  return {
    moves: stories.flatMap((story, i) => {
      const names = new Map(namesIn(story).map((name) => [name, `${name}_${i + 1}`]));
      return story.moves.map((move) => renameIn(move, names));
    }),
  };
}
