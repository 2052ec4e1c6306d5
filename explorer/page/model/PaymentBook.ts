import { NETWORK } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../../../solution/supplied/types';
import type { SeenMessage } from '../../channel/Updates';
import type { DrawnTree, TreeNode } from './DrawnTree';

/** The maximum number of payments. The oldest makes way, because ids come from strangers. */
const MAX_PAYMENTS = 1000;

/** The maximum number of blocks that are noted for one payment, on different branches. */
const MAX_BLOCKS = 20;

/**
 * `waiting`: the buyer said `ok`, and no block has the payment. `returned`: only blocks that are not
 * on the main chain have it. `forked`: a user still follows such a block.
 */
export type PaymentState = 'waiting' | 'refused' | 'paid' | 'returned' | 'forked';

/** What the page knows about a payment. */
export interface ShownPayment {
  id: string;
  from: Address | null;
  to: Address;
  /** Null until a block has the payment, because users report only its id. */
  amount: number | null;
  state: PaymentState;
  /** Why the buyer refused it. */
  code: Code | null;
  /** How many blocks confirm it, with its own block. */
  depth: number;
  /** The block that has the payment. */
  node: TreeNode | undefined;
}

interface Entry {
  message?: SeenMessage;
  readonly blocks: Set<Hash>;
}

/** The payments that users reported, or that are in blocks. */
export class PaymentBook {
  /** The payments, in the order in which they came. */
  readonly #entries = new Map<string, Entry>();

  /** @param id the hash of the block, or the id of a claim */
  addBlock({ data }: Block, id: Hash): void {
    if (data.from === NETWORK) return;
    const { blocks } = this.#entryOf(data.id);
    if (blocks.size < MAX_BLOCKS) blocks.add(id);
  }

  addMessage(message: SeenMessage): void {
    if (message.type === 'transaction') this.#entryOf(message.subject).message = message;
  }

  /** Returns a payment, or undefined if the page does not know it. */
  find(id: string, tree: DrawnTree): ShownPayment | undefined {
    const entry = this.#entries.get(id);
    return entry && paymentOf(id, entry, tree);
  }

  /** Returns all payments, the newest first. */
  list(tree: DrawnTree): ShownPayment[] {
    const all = [...this.#entries].reverse();
    return all.flatMap(([id, entry]) => paymentOf(id, entry, tree) ?? []);
  }

  #entryOf(id: string): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = { blocks: new Set() };
    this.#entries.set(id, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_PAYMENTS) this.#entries.delete(oldest);
    return entry;
  }
}

function paymentOf(
  id: string,
  { message, blocks }: Entry,
  tree: DrawnTree,
): ShownPayment | undefined {
  const nodes = [...blocks].flatMap((hash) => tree.find(hash) ?? []);
  const node =
    nodes.find(({ isMain }) => isMain) ??
    nodes.find(({ isFollowed }) => isFollowed) ??
    nodes.at(-1);
  const none = { code: null, depth: 0 };
  if (node === undefined) {
    if (message === undefined) return undefined;
    const { from, to, answer } = message;
    const told = { id, from, to, amount: null, node, ...none };
    return answer === 'ok'
      ? { ...told, state: 'waiting' }
      : { ...told, state: 'refused', code: answer };
  }
  const { from, to, amount } = node.block.data;
  const known = { id, from, to, amount, node, ...none };
  if (!node.isMain) return { ...known, state: node.isFollowed ? 'forked' : 'returned' };
  return { ...known, state: 'paid', depth: tree.main.length - node.height };
}
