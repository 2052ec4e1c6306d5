import { isObject } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import type { FollowTools } from './followChain';
import type { TreeBlock } from './TreeBlock';

/** How many blocks one audit checks. */
const AUDITED_AT_ONCE = 100;

/**
 * Checks that a user really has the chain below its tip. Each audit checks some blocks, from the
 * tip down. Polls do not fetch blocks that another user has already shown. Without an audit, the
 * observer would not notice that a user has changed old blocks of its chain.
 */
export class Auditor {
  /** The code of the problem that the last audit found. Null if the blocks were right. */
  trouble: Code | null = null;
  /** The newest block before the problem. */
  before: TreeBlock | undefined;
  /** The next audit checks blocks below this height. */
  #below = 0;

  constructor(private readonly tools: Pick<FollowTools, 'tree' | 'user' | 'askChain' | 'now'>) {}

  /**
   * Checks the next blocks. If the previous audit found a wrong block, checks the same blocks
   * again.
   *
   * @param tip the newest block of the user's chain
   * @throws ConnectionLost or Refusal `too-slow` if the user does not answer
   */
  async audit(tip: TreeBlock): Promise<void> {
    if (this.#below <= 1) this.#below = tip.block.index + 1;
    const from = Math.max(1, this.#below - AUDITED_AT_ONCE);
    this.before = undefined;
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
      // The user has changed to a branch that we do not know. The next poll follows this branch.
      if (at === undefined) return;
      this.before = at;
      at = tree.add(candidate, at, user, now());
    }
  }
}
