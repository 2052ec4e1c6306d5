import { isObject } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/tcp';
import type { FollowTools } from './followChain';
import type { TreeBlock } from './TreeBlock';

/** How many blocks are looked at in one go. */
const AUDITED_AT_ONCE = 100;

/**
 * Looks, a few blocks at a time and from the tip down, whether a user really has the chain that its
 * tip stands for. What other users have shown us is not fetched again, so one who has tampered with
 * its old blocks would not be noticed otherwise.
 */
export class Auditor {
  /** What was wrong with the blocks looked at last. */
  trouble: Code | null = null;
  /** The height below which to look next. */
  #below = 0;

  constructor(private readonly tools: Pick<FollowTools, 'tree' | 'user' | 'ask' | 'now'>) {}

  /**
   * Looks at some more blocks; at the same again if they were not in order.
   *
   * @param tip the newest block of the user's chain
   * @throws ConnectionLost or Refusal `too-slow` if it does not answer
   */
  async lookAt(tip: TreeBlock): Promise<void> {
    if (this.#below <= 1) this.#below = tip.block.index + 1;
    const from = Math.max(1, this.#below - AUDITED_AT_ONCE);
    try {
      await this.#look(from, this.#below - from);
      this.trouble = null;
      this.#below = from;
    } catch (error) {
      if (error instanceof ConnectionLost || !(error instanceof Refusal)) throw error;
      if (error.code === 'too-slow') throw error;
      this.trouble = error.code;
    }
  }

  async #look(from: number, limit: number): Promise<void> {
    const { tree, user, ask, now } = this.tools;
    const { blocks } = await ask(from, limit);
    const [first] = blocks;
    let at = isObject(first) ? tree.get(String(first.previousHash)) : undefined;
    for (const candidate of blocks) {
      // On a branch that we do not know: it is followed with the next poll.
      if (at === undefined) return;
      at = tree.add(candidate, at, user, now());
    }
  }
}
