import { NotImplemented } from './supplied/NotImplemented';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * True if a hash begins with at least `difficulty` zero **bits**. One hex digit stands for four
 * bits.
 *
 * @param hash 64 lower-case hex digits
 * @param difficulty 0 to 32
 * @step 3
 */
export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  throw new NotImplemented('step3', 'meetsDifficulty', 'exercises/03-mine.md');
}

/**
 * Tries the nonces 0, 1, 2, … until the block's hash meets its difficulty.
 *
 * @param draft the draft, which is not changed
 * @param goOn called after every `BATCH` hashes without success, with the number of these hashes;
 *   if `goOn` returns false, the search stops
 * @returns the finished block, or null if `goOn` stopped the search
 * @step 3
 */
export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  throw new NotImplemented('step3', 'mine', 'exercises/03-mine.md');
}
