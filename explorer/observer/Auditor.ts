import { isObject } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/tcp';
import type { FollowTools } from './followChain';
import type { TreeBlock } from './TreeBlock';

/** How many blocks one audit checks. */
const AUDITED_AT_ONCE = 100;

/**
 * Checks that a user really has the chain below its tip: some blocks at a time, from the tip down.
 * Blocks that another user showed us are not fetched again. Without an audit, a user that changed
 * its old blocks would not be noticed.
 */
export class Auditor {
  /** What was wrong with the blocks of the last audit; null if they were right. */
  trouble: Code | null = null;
  /** The next audit checks blocks below this height. */
  #below = 0;

  constructor(private readonly tools: Pick<FollowTools, 'tree' | 'user' | 'askChain' | 'now'>) {}

  /**
   * Checks the next blocks, or the same ones again if they were wrong.
   *
   * @param tip the newest block of the user's chain
   * @throws ConnectionLost or Refusal `too-slow` if the user does not answer
   */
  async audit(tip: TreeBlock): Promise<void> {
    if (this.#below <= 1) this.#below = tip.block.index + 1;
    const from = Math.max(1, this.#below - AUDITED_AT_ONCE);
    try {
      await this.#check(from, this.#below - from);
      this.trouble = null;
      this.#below = from;
    } catch (error) {
      if (error instanceof ConnectionLost || !(error instanceof Refusal)) throw error;
      if (error.code === 'too-slow') throw error;
      this.trouble = error.code;
    }
  }

  async #check(from: number, limit: number): Promise<void> {
    const { tree, user, askChain, now } = this.tools;
    const { blocks } = await askChain(from, limit);
    const [first] = blocks;
    let at = isObject(first) ? tree.get(String(first.previousHash)) : undefined;
    for (const candidate of blocks) {
      // The user has changed to a branch that we do not know. The next poll follows it.
      if (at === undefined) return;
      at = tree.add(candidate, at, user, now());
    }
  }
}
