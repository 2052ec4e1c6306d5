import type { Move } from '../../channel/Story';
import { withoutMoves } from './withoutMoves';

/** How many shorter stories are tried at most. */
const MOST_TRIED = 400;

/**
 * Removes moves while the story still fails. Tries to remove large parts first, then single moves.
 *
 * @param failing returns the index of the first of these stories that fails, or -1
 * @see Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002)
 */
export async function shrinkMoves(
  moves: readonly Move[],
  failing: (stories: ReadonlyArray<readonly Move[]>) => Promise<number>,
): Promise<readonly Move[]> {
  let shortest = moves;
  let tried = 0;
  for (let size = Math.ceil(moves.length / 2); size >= 1 && tried < MOST_TRIED;) {
    const shorter = partsOf(shortest.length, size)
      .map((part) => withoutMoves(shortest, part))
      .filter(({ length }) => length < shortest.length && length > 0);
    tried += shorter.length;
    const at = shorter.length === 0 ? -1 : await failing(shorter);
    if (at >= 0) {
      shortest = shorter[at];
      size = Math.min(size, Math.ceil(shortest.length / 2));
    } else if (size === 1) break;
    else size = Math.floor(size / 2);
  }
  return shortest;
}

/** Splits the numbers below `length` into parts of `size` numbers, from the last to the first. */
function partsOf(length: number, size: number): Array<Set<number>> {
  const parts: Array<Set<number>> = [];
  for (let end = length; end > 0; end -= size) {
    const begin = Math.max(0, end - size);
    parts.push(new Set(Array.from({ length: end - begin }, (_, i) => begin + i)));
  }
  return parts;
}
