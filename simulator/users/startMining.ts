import { MS } from '../clock/Timeline';
import type { World } from '../World';

/**
 * Starts the one clock of all miners. After an exponential time it draws who finds the next block:
 * each user by its share of the hashes.
 *
 * @param find lets a user find a block, if it mines
 * @param done called after the last block
 */
export function startMining(
  { timeline, draws, nature, options }: World,
  find: (index: number) => void,
  done: () => void,
): void {
  const { users, blocks, intervalMs, shares } = options;
  let total = 0;
  const sums = Array.from({ length: users }, (_, i) => (total += shares?.[i] ?? 1));
  const tick = (number: number): void => {
    if (number > blocks) return done();
    const pause = draws.exponential(`block ${number} time`, intervalMs * MS);
    timeline.after(pause, nature, () => {
      const drawn = draws.unit(`block ${number} winner`) * total;
      find(sums.findIndex((sum) => drawn < sum));
      tick(number + 1);
    });
  };
  tick(1);
}
