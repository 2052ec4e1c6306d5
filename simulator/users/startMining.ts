import { MS } from '../clock/Timeline';
import type { World } from '../World';

/**
 * Starts the one clock of all miners. After an exponential time it draws who finds the next block:
 * each user by its share of the hashes.
 *
 * @param find lets a user find a block, if it mines
 * @param done called after the last block
 * @param drawFinder returns who finds a block, from a random number below 1. The default goes by
 *   the shares
 */
export function startMining(
  { timeline, draws, nature, options }: World,
  find: (index: number) => void,
  done: () => void,
  drawFinder?: (drawn: number) => number,
): void {
  const { users, blocks, intervalMs, shares } = options;
  let total = 0;
  const sums = Array.from({ length: users }, (_, i) => (total += shares?.[i] ?? 1));
  const byShare = (drawn: number): number => sums.findIndex((sum) => drawn * total < sum);
  const finderOf = drawFinder ?? byShare;
  const tick = (number: number): void => {
    if (number > blocks) return done();
    const pause = draws.exponential(`block ${number} time`, intervalMs * MS);
    timeline.after(pause, nature, () => {
      find(finderOf(draws.unit(`block ${number} winner`)));
      tick(number + 1);
    });
  };
  tick(1);
}
