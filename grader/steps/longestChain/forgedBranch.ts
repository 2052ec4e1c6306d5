import { hash as digest } from 'node:crypto';
import type { Block } from '../../../solution/supplied/types';
import { mint } from '../support/sampleBlocks';

/** Changes of a block that keep its hash, in words. The hash is then of another block. */
export const FORGERIES: Readonly<Record<string, (block: Block) => Block>> = {
  'pays a different user under a known hash': ({ data, ...block }) => {
    return { ...block, data: { ...data, to: digest('sha256', 'mallory') } };
  },
  'pays more under a known hash': ({ data, ...block }) => {
    return { ...block, data: { ...data, amount: data.amount + 1 } };
  },
  'is later under a known hash': (block) => ({ ...block, timestamp: block.timestamp + 1 }),
  'has a different nonce under a known hash': (block) => ({ ...block, nonce: block.nonce + 1 }),
  'has a different parent under a known hash': (block) => {
    return { ...block, previousHash: digest('sha256', block.previousHash) };
  },
};

/** Returns the branch, of which one block is changed under its hash. */
export function forgedBranch(branch: readonly Block[], place: number, forgery: string): Block[] {
  return branch.with(place, FORGERIES[forgery](branch[place]));
}

/**
 * Returns the branch, of which one block claims the hash of another block. The blocks above the
 * block name this hash as their parent's. They have no fault of their own.
 *
 * @param others the blocks whose hash can be claimed
 * @param turn chooses one of them
 */
export function claimingBranch(
  branch: readonly Block[],
  place: number,
  others: readonly Block[],
  turn: number,
): Block[] {
  const hashes = others.map(({ hash }) => hash).filter((hash) => hash !== branch[place].hash);
  const bad = { ...branch[place], hash: hashes[turn % hashes.length] };
  const above = branch.slice(place + 1).map(({ data }) => data);
  return [...branch.slice(0, place), bad, ...mint(bad, above)];
}
