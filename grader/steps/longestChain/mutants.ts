import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'longestChain';
const MORE = 'A valid branch';
const TIE = 'On a tie we keep';
const LARGEST = 'Of several branches';
const FIRST = 'If several branches';
const SEAM = 'Each block must pass validateBlock';
const BAD = 'One bad block';
const FOREIGN = 'A branch is not valid if';
const LIAR = 'An invalid branch';
const LOOKS = 'longestChain throws nothing';
const PAYMENTS = 'longestChain does not look';

const CHOOSE = `    if (gained > mostGained && isValid(chain, branch, now)) {
      best = branch;
      mostGained = gained;
    }
`;
const GAIN = 'workOf(branch) - workOf(chain.blocks.slice(parent.index + 1))';
const LOOP = `    for (const block of branch) {
      if (parent === undefined) return false;
      parent = validateBlock(block, parent, now);
    }
`;
const REFUSED = 'if (error instanceof Refusal) return false;\n    throw error;';
const BEGIN = '  let best: Branch | null = null;\n';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'the claimed work is not checked, as in dvf/blockchain',
      source: replaceOnce(STEP, ' && isValid(chain, branch, now)', ''),
      loses: [SEAM, BAD, LIAR],
      advice:
        'The blocks of a branch are not validated. Call `validateBlock` for each block, and skip an invalid branch.',
    },
    {
      name: 'it changes on a tie',
      source: replaceOnce(STEP, 'gained > mostGained', 'branch.length > 0 && gained >= mostGained'),
      loses: [TIE, FIRST],
      advice: 'Two users then change back and forth forever. Keep our blocks on a tie.',
    },
    {
      name: 'of equal branches, the last is returned',
      source: replaceOnce(STEP, 'gained > mostGained', 'gained > 0 && gained >= mostGained'),
      loses: [FIRST],
      advice:
        'Users must all choose by the same rule. Replace the best branch only by a better one.',
    },
    {
      name: 'the longest branch is returned, whatever its gain',
      source: replaceOnce(STEP, GAIN, 'workOf(branch)'),
      loses: [TIE, LARGEST, FIRST],
      advice:
        'A long branch with a low parent can gain nothing. Compare the work, less the work of the replaced blocks.',
    },
    {
      name: 'of the branches that gain, the longest is returned',
      source: replaceOnce(
        STEP,
        CHOOSE,
        CHOOSE.replace('gained >', 'gained > 0 && branch.length >').replace(
          '= gained',
          '= branch.length',
        ),
      ),
      loses: [LARGEST, FIRST],
      advice: 'The longest branch need not have the largest gain. Compare the gains.',
    },
    {
      name: 'the first branch that gains is returned',
      source: replaceOnce(
        STEP,
        CHOOSE,
        '    if (gained > 0 && isValid(chain, branch, now)) return branch;\n',
      ),
      loses: [LARGEST],
      advice: 'A later branch can gain more. Check all branches.',
    },
    {
      name: 'only the branch with the largest claim is checked',
      source: replaceOnce(STEP, ' && isValid(chain, branch, now)', '').replace(
        'return best;',
        'return best !== null && isValid(chain, best, now) ? best : null;',
      ),
      loses: [LIAR],
      advice:
        'A liar with a large claim then hides the best valid branch. If a branch is invalid, check the next.',
    },
    {
      name: 'it stops at the first bad branch',
      source: replaceOnce(STEP, REFUSED, 'throw error;')
        .replace(BEGIN, `${BEGIN}  try {\n`)
        .replace('  return best;\n', '  } catch {\n    return null;\n  }\n  return best;\n'),
      loses: [LIAR],
      advice: 'One liar then hides all later branches. Skip a bad branch, and continue.',
    },
    {
      name: 'the first refusal is thrown again',
      source: replaceOnce(STEP, REFUSED, 'throw error;'),
      loses: [SEAM, BAD, LIAR, LOOKS],
      advice:
        'A bad branch then ends the whole function. Catch the `Refusal`, and check the other branches.',
    },
    {
      name: 'the first block is not checked',
      source: replaceOnce(STEP, LOOP, LOOP.replace('of branch)', 'of branch.slice(1))'))
        .replace(
          'let parent = blockOf(chain, branch[0].previousHash);',
          'let parent: Block | undefined = branch[0];',
        )
        .replace('import type { Branch }', 'import type { Block, Branch }'),
      loses: [SEAM],
      advice:
        'An attacker then puts the bad block first. Check the first block against its parent on our chain.',
    },
    {
      name: 'only the newest block is checked',
      source: replaceOnce(
        STEP,
        LOOP,
        '    if (branch.length > 1) validateBlock(branch.at(-1), branch.at(-2)!, now);\n    else validateBlock(branch[0], parent!, now);\n',
      ),
      loses: [SEAM, BAD, LIAR],
      advice: 'All blocks below it can be forged. Validate each block against the block before it.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'parent, now);', 'parent, Date.now());'),
      loses: [SEAM],
      advice: 'Tests must be able to set the time. Use the argument `now`.',
    },
    {
      name: 'a branch is cut off before its first bad block',
      source: replaceOnce(
        STEP,
        CHOOSE,
        CHOOSE.replace('best = branch;', 'best = good;')
          .replace('gained >', 'workGained(chain, good) >')
          .replace(' && isValid(chain, branch, now)', '')
          .replace('= gained', '= workGained(chain, good)')
          .replace(
            '    if',
            '    const good = branch.slice(0, branch.findIndex((_, i) => !isValid(chain, branch.slice(0, i + 1), now)) >>> 0);\n    if',
          ),
      ),
      loses: [BAD],
      advice:
        'The rest can have less work than our blocks. If one block is bad, the whole branch is invalid.',
    },
    {
      name: 'a branch whose parent we lack is accepted',
      source: replaceOnce(
        STEP,
        'if (parent === undefined) return 0;',
        'if (parent === undefined) return workOf(branch) - workOf(chain.blocks);',
      ).replace(
        LOOP,
        LOOP.replace(
          'if (parent === undefined) return false;\n      parent = validateBlock',
          'parent = parent === undefined ? block : validateBlock',
        ),
      ),
      loses: [FOREIGN],
      advice: 'We cannot check its first block. Such a branch is not valid.',
    },
    {
      name: 'an empty branch is not handled',
      source: replaceOnce(
        STEP,
        'branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined',
        'blockOf(chain, branch[0].previousHash)',
      ),
      loses: [TIE, LOOKS],
      advice: 'An empty branch has no first block, so reading it fails. Skip it.',
    },
    {
      name: 'the branches are sorted in place',
      source: replaceOnce(
        STEP,
        'of branches)',
        'of (branches as Branch[]).sort((a, b) => workGained(chain, b) - workGained(chain, a)))',
      ),
      loses: [LOOKS],
      advice: 'The list belongs to the caller. Sort a copy, or do not sort.',
    },
    {
      name: 'the chain is cut back to the parent of the branch',
      source: replaceOnce(
        STEP,
        GAIN,
        'workOf(branch) - workOf(chain.blocks.splice(parent.index + 1))',
      ),
      loses: [TIE, LARGEST, FIRST, LOOKS],
      advice: 'This function must change nothing. `reorganise` (step 13) changes the chain.',
    },
    {
      name: 'the branch is applied to a copy of the chain',
      source: replaceOnce(
        STEP,
        '    return true;\n',
        `    const copy = structuredClone(chain);
    for (const { hash, data } of copy.blocks.splice(blockOf(chain, branch[0].previousHash)!.index + 1)) {
      copy.heights.delete(hash);
      copy.ledger.transactions.delete(data.id);
    }
    for (const block of branch) appendBlock(copy, block, now);
    return true;
`,
      ).replace('import { blockOf,', 'import { appendBlock, blockOf,'),
      loses: [PAYMENTS],
      advice: 'This function must not look at payments. The ledger checks them later, in step 13.',
    },
    {
      name: 'it always keeps our blocks',
      source: replaceOnce(STEP, 'return best;', 'return null;'),
      loses: [MORE, TIE, LARGEST, FIRST, SEAM, BAD, FOREIGN, LIAR, LOOKS, PAYMENTS],
      advice:
        'Users on different branches then never agree. Return the branch with the largest gain above zero.',
    },
  ],
  right: {
    'sorted by gain, heights compared': `
import type { Chain } from './supplied/chain/Chain';
import type { Block, Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

export const longestChain = (
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null => {
  const tip = chain.blocks[chain.blocks.length - 1];
  const good = branches.map((branch) => {
    try {
      const parent = chain.blocks.find(({ hash }) => hash === branch[0].previousHash)!;
      return branch.reduce<Block[]>(
        (below, block) => [...below, validateBlock(block, below.at(-1) ?? parent, now)],
        [],
      );
    } catch {
      return [];
    }
  });
  const height = (branch: Branch) => branch.at(-1)?.index ?? 0;
  const [best] = good.sort((a, b) => height(b) - height(a));
  return best !== undefined && height(best) > tip.index ? best : null;
};
`,
    'recursive, and parents are found by index': `
import { workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import type { Block, Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

function fits([block, ...above]: readonly Block[], parent: Block, now: number): boolean {
  if (block === undefined) return true;
  try {
    return fits(above, validateBlock(block, parent, now), now);
  } catch {
    return false;
  }
}

class Judge {
  constructor(
    private readonly blocks: readonly Block[],
    private readonly now: number,
  ) {}

  gain(branch: Branch): number {
    const first = branch[0];
    if (first === undefined) return -Infinity;
    const parent = this.blocks[first.index - 1];
    if (parent === undefined || !fits(branch, parent, this.now)) return -Infinity;
    return workOf([...this.blocks.slice(0, first.index), ...branch]) - workOf(this.blocks);
  }
}

export function longestChain(chain: Chain, branches: readonly Branch[], now: number): Branch | null {
  const judge = new Judge(chain.blocks, now);
  const gains = branches.map((branch) => judge.gain(branch));
  const most = Math.max(0, ...gains);
  return most === 0 ? null : branches[gains.indexOf(most)];
}
`,
  },
};
