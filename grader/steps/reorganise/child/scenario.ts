import type * as Reorganise from '../../../../solution/reorganise';
import { createGenesisBlock } from '../../../../solution/createGenesisBlock';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import { longBranch } from '../../support/child/longBranch';
import { chainOf } from '../../support/sampleBlocks';
import type { DeepData, DeepSeen } from '../channel/DeepFork';

/**
 * Reorganises a long chain to a branch with one block more. Then offers the old blocks with a bad
 * block at the end. So the second reorganisation must put everything back.
 */
export function deep({ reorganise }: typeof Reorganise, { depth, begin }: DeepData): DeepSeen {
  const genesis = createGenesisBlock(begin, 0);
  const ours = longBranch(genesis, depth, 'alice');
  const theirs = longBranch(genesis, depth + 1, 'carol');
  const chain = chainOf([genesis, ...ours]);
  const now = begin + 2000 * depth;
  const { undone } = reorganise(chain, theirs, now);
  const after = stateOf(chain);
  const [first, last] = [undone[0], undone[undone.length - 1]].map((block) => block?.data.id);
  const bad = { ...ours[depth - 1], timestamp: now * 2 };
  let refused = 'nothing';
  try {
    reorganise(chain, [...ours.slice(0, -1), bad], now);
  } catch (error) {
    const { name, code } = error as { name: string; code?: string };
    refused = code ?? name;
  }
  return {
    undone: { count: undone.length, first, last },
    after,
    refused,
    restored: stateOf(chain),
  };
}

function stateOf({ blocks, heights, ledger }: Chain): DeepSeen['after'] {
  return {
    blocks: blocks.length,
    tip: blocks[blocks.length - 1].data.id,
    heights: heights.size,
    transactions: ledger.transactions.size,
    balances: [...ledger.balances.values()].join(' '),
  };
}
