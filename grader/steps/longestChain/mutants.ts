import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'longestChain';
const MORE = 'It returns a valid branch';
const TIE = 'On a tie we keep ours';
const LARGEST = 'Of several it returns';
const FIRST = 'Among equal gains';
const SEAM = 'Each block must pass validateBlock';
const BAD = 'One bad block';
const FOREIGN = 'A branch whose first parent';
const LIAR = 'An invalid branch, whatever work';
const LOOKS = 'It throws nothing';
const PAYMENTS = 'Payments are not looked at';

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
      name: 'what a branch claims is believed, as in dvf/blockchain',
      source: replaceOnce(STEP, ' && isValid(chain, branch, now)', ''),
      loses: [SEAM, BAD, LIAR],
      advice:
        'Length and difficulty are claims, and cost nothing: count the work of valid blocks only.',
    },
    {
      name: 'it changes sides on a tie',
      source: replaceOnce(STEP, 'gained > mostGained', 'branch.length > 0 && gained >= mostGained'),
      loses: [TIE, FIRST],
      advice: "Among equals one's own stays, else two users change sides for ever.",
    },
    {
      name: 'an equal branch that comes later is preferred',
      source: replaceOnce(STEP, 'gained > mostGained', 'gained > 0 && gained >= mostGained'),
      loses: [FIRST],
      advice: 'Among equals the first stays: take another only if it is better.',
    },
    {
      name: 'the longest branch is taken, whatever it gains',
      source: replaceOnce(STEP, GAIN, 'workOf(branch)'),
      loses: [TIE, LARGEST, FIRST],
      advice:
        'What counts is work, less the work of what would be undone: a long branch from far down may gain nothing.',
    },
    {
      name: 'of those that gain, the longest branch is taken',
      source: replaceOnce(
        STEP,
        CHOOSE,
        CHOOSE.replace('gained >', 'gained > 0 && branch.length >').replace(
          '= gained',
          '= branch.length',
        ),
      ),
      loses: [LARGEST, FIRST],
      advice: 'Compare how much each gains, not how long it is.',
    },
    {
      name: 'the first branch that gains is taken, and the rest not looked at',
      source: replaceOnce(
        STEP,
        CHOOSE,
        '    if (gained > 0 && isValid(chain, branch, now)) return branch;\n',
      ),
      loses: [LARGEST],
      advice: 'A later one may gain more: look at all of them.',
    },
    {
      name: 'only the branch that claims the most is checked',
      source: replaceOnce(STEP, ' && isValid(chain, branch, now)', '').replace(
        'return best;',
        'return best !== null && isValid(chain, best, now) ? best : null;',
      ),
      loses: [LIAR],
      advice:
        'A liar who claims the most then hides the best honest branch: if it is not valid, take the next.',
    },
    {
      name: 'it ends with the first bad branch',
      source: replaceOnce(STEP, REFUSED, 'throw error;')
        .replace(BEGIN, `${BEGIN}  try {\n`)
        .replace('  return best;\n', '  } catch {\n    return null;\n  }\n  return best;\n'),
      loses: [LIAR],
      advice: 'One liar then silences all others: pass over a bad branch.',
    },
    {
      name: 'the first refusal is thrown on',
      source: replaceOnce(STEP, REFUSED, 'throw error;'),
      loses: [SEAM, BAD, LIAR, LOOKS],
      advice: 'A bad branch is no failure of ours: pass over it, and judge the others.',
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
      advice: 'It must be valid on the fork, our own block, like all others on theirs.',
    },
    {
      name: 'only the newest block is checked',
      source: replaceOnce(
        STEP,
        LOOP,
        '    if (branch.length > 1) validateBlock(branch.at(-1), branch.at(-2)!, now);\n    else validateBlock(branch[0], parent!, now);\n',
      ),
      loses: [SEAM, BAD, LIAR],
      advice: 'Everything below the tip may be forged: validate each block on the one before it.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'parent, now);', 'parent, Date.now());'),
      loses: [SEAM],
      advice: 'The time is an argument: use `now`.',
    },
    {
      name: 'a branch is cut off where it turns bad',
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
        'Either the whole branch is valid or none of it: what remains may have less work than ours.',
    },
    {
      name: 'a branch whose parent we lack is judged all the same',
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
      advice:
        'A branch that hangs in the air cannot be judged: without its parent it gains nothing.',
    },
    {
      name: 'an empty branch is forgotten',
      source: replaceOnce(
        STEP,
        'branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined',
        'blockOf(chain, branch[0].previousHash)',
      ),
      loses: [TIE, LOOKS],
      advice: 'An empty branch has no first block to read: it gains nothing.',
    },
    {
      name: 'the branches are sorted where they are',
      source: replaceOnce(
        STEP,
        'of branches)',
        'of (branches as Branch[]).sort((a, b) => workGained(chain, b) - workGained(chain, a)))',
      ),
      loses: [LOOKS],
      advice: 'The list belongs to the caller: sort a copy, or do not sort at all.',
    },
    {
      name: 'the chain is cut back to the fork',
      source: replaceOnce(
        STEP,
        GAIN,
        'workOf(branch) - workOf(chain.blocks.splice(parent.index + 1))',
      ),
      loses: [TIE, LARGEST, FIRST, LOOKS],
      advice: 'Judging must change nothing: `reorganise` changes the chain, in a later step.',
    },
    {
      name: 'the branch is applied to a copy',
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
      advice: 'That costs as much as the whole chain is long, and the ledger is asked later.',
    },
    {
      name: 'it always keeps ours',
      source: replaceOnce(STEP, 'return best;', 'return null;'),
      loses: [MORE, TIE, LARGEST, FIRST, SEAM, BAD, FOREIGN, LIAR, LOOKS, PAYMENTS],
      advice: 'Judge each branch: the one that gains most work, if any does, is returned.',
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
