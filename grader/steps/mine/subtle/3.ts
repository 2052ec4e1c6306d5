// Sentence 4 (and 3): prefix and nonce stand in the module, so a mine within goOn changes those of the outer one
import { hash as digest } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

/** The search that is running: the text before the nonce, and the nonce to try next. */
let prefix = '';
let nonce = 0;

/**
 * True if a hash begins with at least `difficulty` zero **bits**.
 *
 * @step 3
 */
export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  const digits = Math.floor(difficulty / 4);
  if (hash.slice(0, digits) !== '0'.repeat(digits)) return false;
  const left = difficulty % 4;
  return left === 0 || Number.parseInt(hash[digits], 16) < 2 ** (4 - left);
}

/** Makes one hash. Returns it if it is good enough. */
function tryNext(difficulty: number): Hash | undefined {
  const hash = digest('sha256', `${prefix}${nonce}]`);
  nonce += 1;
  return meetsDifficulty(hash, difficulty) ? hash : undefined;
}

/**
 * Tries the nonces 0, 1, 2, … until the block's hash meets its difficulty.
 *
 * @step 3
 */
export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  prefix = blockPrefix(draft);
  nonce = 0;
  do {
    for (let made = 0; made < BATCH; made++) {
      const hash = tryNext(draft.difficulty);
      if (hash !== undefined) return { ...draft, nonce: nonce - 1, hash };
    }
  } while (goOn(BATCH));
  return null;
}
