import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { Block, Hash } from '../types';

/** The maximum number of blocks that are remembered. */
const MOST_REFUSED = 1000;

/** The refusals of the ledger. Others can have passing reasons, such as our clock. */
const OF_LEDGER: ReadonlySet<Code> = new Set([
  'bad-transaction',
  'bad-reward',
  'bad-signature',
  'duplicate-transaction',
  'insufficient-funds',
]);

/**
 * The blocks that the ledger has refused. The hash of a block commits to all blocks before it, so the
 * ledger always refuses the block. We do not check such a branch again.
 */
export class RefusedBlocks {
  readonly #codes = new Map<Hash, Code>();

  /**
   * Remembers a refused block, if the ledger is the reason.
   *
   * @param block a block with the right hash and work, that follows valid blocks
   */
  add({ hash }: Block, { code }: Refusal): void {
    if (!OF_LEDGER.has(code)) return;
    const [oldest] = this.#codes.keys();
    if (this.#codes.size >= MOST_REFUSED) this.#codes.delete(oldest);
    this.#codes.set(hash, code);
  }

  /**
   * Returns the blocks of a page before the first refused block.
   *
   * @throws Refusal if the first block of the page is refused
   */
  before(page: readonly Block[]): Block[] {
    const place = page.findIndex(({ hash }) => this.#codes.has(hash));
    if (place < 0) return [...page];
    const code = this.#codes.get(page[place].hash);
    if (place === 0 && code !== undefined) throw new Refusal(code);
    return page.slice(0, place);
  }
}
