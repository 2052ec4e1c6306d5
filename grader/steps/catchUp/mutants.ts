import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'catchUp';
const PAGES = 'catchUp asks for the blocks';
const SEARCH = 'catchUp asks for our tip';
const NONE = 'A missing block';
const BLOCKS = 'Each block is checked';
const ADOPT = 'After each page';
const ANEW = 'A link broken';
const REFUSED = 'If adopt returns';
const GOAL = 'catchUp ends after';
const AFRESH = 'Our chain can change';
const THROWN = 'If ask or adopt';

const CAP = 'Math.max(0, Math.min(height - step, page.height, tip(chain).index))';
const SHAPE = '  const block = checkShape(candidate);\n';
const WORK = '  checkWork(block, chain.blocks[0].difficulty);\n';
const INDEX = "  if (block.index !== index) throw new Refusal('bad-index');\n";
const AT_FIRST = '      if (place === 0) return false;\n';
const BAD_LINK = "      throw new Refusal('bad-link');\n";
const LINKED = 'block.previousHash !== parent?.hash';
const IF_OURS = '    if (branch.length === 0 && isOurs) continue;\n';
const PUSH = '    branch.push(block);\n';
const ABOVE_TIP = '    const isAboveTip = next - 1 > tip(chain).index;\n';
const ASK = 'const page = await ask(next, MAX_PAGE);';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'it asks for the whole chain',
      source: replaceOnce(STEP, 'let height = tip(chain).index;', 'let height = 0;'),
      loses: [PAGES, SEARCH, NONE, BLOCKS, ADOPT, ANEW, REFUSED, GOAL, AFRESH, THROWN],
      advice: 'This costs time for each block of the chain. Find the newest shared block first.',
    },
    {
      name: 'it steps back one block at a time',
      source: replaceOnce(STEP, 'step *= 2', 'step += 0'),
      loses: [SEARCH],
      advice:
        'A fork of ten thousand blocks then costs ten thousand questions. Double the step each time.',
    },
    {
      name: 'it steps back below 0',
      source: replaceOnce(STEP, CAP, CAP.replace('Math.max(0, ', '(')),
      loses: [SEARCH, NONE],
      advice: 'There are no blocks below 0. Use `Math.max(0, …)`.',
    },
    {
      name: 'a different genesis block is accepted as the shared block',
      source: replaceOnce(STEP, "throw new Refusal('bad-genesis')", 'return 0'),
      loses: [NONE],
      advice:
        'The peer is then on a different network. Compare the blocks at height 0, and refuse with `bad-genesis`.',
    },
    {
      name: 'it asks for a different genesis block again and again',
      source: replaceOnce(STEP, "    if (height === 0) throw new Refusal('bad-genesis');\n", ''),
      loses: [NONE],
      advice: 'You cannot step back below height 0, so it never ends. Refuse with `bad-genesis`.',
    },
    {
      name: 'the shape is not checked',
      source: replaceOnce(STEP, SHAPE, '  const block = candidate as Block;\n'),
      loses: [BLOCKS],
      advice: 'A peer can send anything. Call `checkShape` for each block.',
    },
    {
      name: 'the work is not checked',
      source: replaceOnce(STEP, WORK, ''),
      loses: [BLOCKS],
      advice: 'A liar can then send you blocks that cost nothing. Call `checkWork` for each block.',
    },
    {
      name: 'the index is not checked',
      source: replaceOnce(STEP, INDEX, ''),
      loses: [BLOCKS],
      advice:
        'A peer can send blocks of a different height than you asked for. Check that the index is the next one.',
    },
    {
      name: 'the index is checked before the work',
      source: replaceOnce(STEP, WORK + INDEX, INDEX + WORK),
      loses: [BLOCKS],
      advice: 'Without its work, a block is worth nothing. Check the work before the index.',
    },
    {
      name: 'the shapes of all blocks are checked first',
      source: replaceOnce(
        STEP,
        'of candidates.entries()',
        'of candidates.map(checkShape).entries()',
      ),
      loses: [BLOCKS],
      advice: 'You then read on after a bad block. Check each block completely before the next.',
    },
    {
      name: 'the link is checked before the work',
      source: replaceOnce(STEP, WORK, '').replace(PUSH, `${PUSH}  ${WORK}`),
      loses: [BLOCKS],
      advice: 'Without its work, a block is worth nothing. Check the work before the link.',
    },
    {
      name: 'our own blocks are put into the branch',
      source: replaceOnce(STEP, IF_OURS, ''),
      loses: [ADOPT, AFRESH],
      advice:
        'Some blocks can reach us in another way while you ask. Skip the blocks that we have.',
    },
    {
      name: 'adopt gets the branch only at the end',
      source: replaceOnce(
        STEP,
        'branch.length > 0 && adopt(branch)',
        '(page.blocks.length === 0 || next > goal) && branch.length > 0 && adopt(branch)',
      ).replace(
        '} else if (isAboveTip) {',
        '} else if (isAboveTip && (page.blocks.length === 0 || next > goal)) {',
      ),
      loses: [ADOPT, ANEW, REFUSED, AFRESH, THROWN],
      advice:
        'If a later page never comes, all earlier pages are lost. Call `adopt` after each page.',
    },
    {
      name: 'an adopted branch still grows',
      source: replaceOnce(STEP, '      branch = [];\n', ''),
      loses: [PAGES, ADOPT, ANEW, GOAL, AFRESH],
      advice: 'Its blocks are on our chain already. Start a new branch after each adoption.',
    },
    {
      name: 'each broken link is refused',
      source: replaceOnce(STEP, AT_FIRST, ''),
      loses: [ANEW, AFRESH],
      advice:
        'An honest peer can change its chain between two pages. Then begin again, without an error.',
    },
    {
      name: 'no broken link is refused',
      source: replaceOnce(STEP, AT_FIRST + BAD_LINK, '      return false;\n'),
      loses: [ANEW],
      advice:
        'The blocks of one page are read at once. If a link within a page is broken, refuse with `bad-link`.',
    },
    {
      name: 'the link is not checked',
      source: replaceOnce(STEP, LINKED, 'false'),
      loses: [ANEW, AFRESH],
      advice:
        'Blocks without links are no branch. Compare `previousHash` with the hash of the block before.',
    },
    {
      name: 'it begins again without a limit',
      source: replaceOnce(STEP, 'attempt < MAX_ATTEMPTS', 'attempt < Infinity'),
      loses: [ANEW],
      advice: 'A peer can then keep you busy forever. Make at most three attempts.',
    },
    {
      name: 'it does not begin again',
      source: replaceOnce(STEP, 'const MAX_ATTEMPTS = 3', 'const MAX_ATTEMPTS = 1'),
      loses: [ANEW, AFRESH],
      advice:
        'An honest peer can change its chain between two pages. Then look for the shared block again.',
    },
    {
      name: 'only the blocks of the last attempt are counted',
      source: replaceOnce(STEP, 'adopted += outcome', 'adopted = outcome'),
      loses: [ANEW, AFRESH],
      advice: 'Blocks that earlier attempts adopted are on our chain too. Add them up.',
    },
    {
      name: 'it asks on after each false of adopt',
      source: replaceOnce(STEP, 'else if (isAboveTip)', 'else if (false)'),
      loses: [REFUSED],
      advice:
        'A longer branch that is refused does not get better. End if the branch ends above our tip.',
    },
    {
      name: 'it ends after any false of adopt',
      source: replaceOnce(STEP, 'else if (isAboveTip)', 'else if (branch.length > 0)'),
      loses: [ADOPT, AFRESH],
      advice:
        'The branch can still become better with the next page. End only if it ends above our tip.',
    },
    {
      name: 'a false above our tip is thrown as an error',
      source: replaceOnce(
        STEP,
        '      return { adopted, finished: true };\n    }\n    if',
        "      throw new Refusal('not-longest');\n    }\n    if",
      ),
      loses: [REFUSED],
      advice: 'This is not an error of the peer. Return the number of adopted blocks.',
    },
    {
      name: 'the last claimed height is the goal',
      source: replaceOnce(STEP, 'goal ??= page.height', 'goal = page.height'),
      loses: [GOAL],
      advice:
        'A peer can raise its claim with each page, so it never ends. Keep the height claimed with the first page.',
    },
    {
      name: 'it goes on until a page is empty',
      source: replaceOnce(STEP, ' || next > goal', ''),
      loses: [GOAL],
      advice:
        'A liar can always send one more block. Stop at the height claimed with the first page.',
    },
    {
      name: 'it asks once more at the goal',
      source: replaceOnce(STEP, 'next > goal', 'next - 1 > goal'),
      loses: [GOAL],
      advice:
        'A page reaches the goal if its last block has the height of the goal. Then no block is left to ask for.',
    },
    {
      name: 'it asks on after an empty page',
      source: replaceOnce(STEP, 'page.blocks.length === 0 || ', ''),
      loses: [GOAL],
      advice: 'The peer has no more blocks, so it never ends. Stop after an empty page.',
    },
    {
      name: 'our tip is read before the await',
      source: replaceOnce(STEP, ABOVE_TIP, '    const isAboveTip = next - 1 > before;\n').replace(
        `    ${ASK}`,
        `    const before = tip(chain).index;\n    ${ASK}`,
      ),
      loses: [AFRESH],
      advice: 'Our chain can grow during the `await`. Read the tip after it.',
    },
    {
      name: 'our chain is copied at the beginning',
      source: replaceOnce(
        STEP,
        '  let next',
        '  const blocks = [...chain.blocks];\n  let next',
      ).replace('next, branch, chain)', 'next, branch, { ...chain, blocks })'),
      loses: [PAGES, ANEW, REFUSED, GOAL, AFRESH],
      advice: 'After the first `await`, the copy is out of date. Read the chain itself.',
    },
    {
      name: 'the hash for the next link is remembered',
      source: replaceOnce(
        STEP,
        'branch.at(-1) ?? chain.blocks[index - 1]',
        'branch.at(-1) ?? last ?? chain.blocks[index - 1]',
      )
        .replace(
          IF_OURS,
          '    if (branch.length === 0 && isOurs) {\n      last = block;\n      continue;\n    }\n',
        )
        .replace(PUSH, `${PUSH}    last = block;\n`)
        .replace('  let goal', '  last = undefined;\n  let goal')
        .replace('const MAX_ATTEMPTS', 'let last: Block | undefined;\nconst MAX_ATTEMPTS'),
      loses: [AFRESH],
      advice: 'Our chain can change during the `await`. Read it again after each `await`.',
    },
    {
      name: 'our block is read before the await',
      source: replaceOnce(
        STEP,
        '    const page = await ask(height, 1);\n',
        '    const own = chain.blocks[height]?.hash;\n    const page = await ask(height, 1);\n',
      ).replace('theirs.hash === chain.blocks[height]?.hash', 'theirs.hash === own'),
      loses: [AFRESH],
      advice: 'Our chain can change during the `await`. Read the block after it.',
    },
    {
      name: 'an error of ask ends catchUp without an error',
      source: replaceOnce(
        STEP,
        ASK,
        'const page = await ask(next, MAX_PAGE).catch(() => ({ blocks: [], height: 0 }));',
      ),
      loses: [THROWN],
      advice: 'The caller must know that the peer failed. Do not catch the error of `ask`.',
    },
    {
      name: 'each error is treated as a change of the peer’s chain',
      source: replaceOnce(
        STEP,
        'const outcome = await pageForward(tools, await sharedHeight(tools));',
        'const outcome = await pageForward(tools, await sharedHeight(tools)).catch(() => ({ adopted: 0, finished: false }));',
      ),
      loses: [BLOCKS, ANEW, THROWN],
      advice:
        'You then ask a bad peer again. Only a broken link between two pages is a change: throw all other errors.',
    },
  ],
  right: {
    'an object per peer, which keeps its place between calls': `
import { checkShape } from './supplied/chain/checkShape';
import { tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { checkWork } from './validateBlock';

export interface CatchUpTools {
  chain: Chain;
  ask: (from: number, limit: number) => Promise<ChainReply>;
  adopt: (branch: Branch) => boolean;
}

type State = 'more' | 'done' | 'again';

class Reader {
  adopted = 0;
  private next = 0;
  private goal = -1;
  private kept: Block[] = [];

  constructor(private readonly tools: CatchUpTools) {}

  async seek(): Promise<void> {
    const { chain, ask } = this.tools;
    let at = tip(chain).index;
    let stride = 1;
    for (;;) {
      const { blocks, height } = await ask(at, 1);
      const [first] = blocks;
      if (first !== undefined) {
        const { hash } = checkShape(first);
        if (chain.blocks[at] !== undefined && chain.blocks[at].hash === hash) break;
      }
      if (at === 0) throw new Refusal('bad-genesis');
      at = Math.max(Math.min(at - stride, height, tip(chain).index), 0);
      stride += stride;
    }
    this.next = at + 1;
    this.goal = -1;
    this.kept = [];
  }

  async turn(): Promise<State> {
    const { chain, ask, adopt } = this.tools;
    const { blocks, height } = await ask(this.next, MAX_PAGE);
    if (this.goal < 0) this.goal = height;
    let isFirst = true;
    for (const one of blocks) {
      const block = checkShape(one);
      checkWork(block, chain.blocks[0].difficulty);
      if (block.index !== this.next) throw new Refusal('bad-index');
      const isOurs = this.kept.length === 0 && chain.blocks[this.next]?.hash === block.hash;
      if (!isOurs) {
        const before = this.kept.length > 0 ? this.kept[this.kept.length - 1] : chain.blocks[this.next - 1];
        if (before === undefined || before.hash !== block.previousHash) {
          if (isFirst) return 'again';
          throw new Refusal('bad-link');
        }
        this.kept.push(block);
      }
      this.next += 1;
      isFirst = false;
    }
    const reachesAbove = this.next > tip(chain).index + 1;
    const isTaken = this.kept.length > 0 && adopt(this.kept);
    if (isTaken) {
      this.adopted += this.kept.length;
      this.kept = [];
    } else if (reachesAbove) {
      return 'done';
    }
    return blocks.length > 0 && this.next <= this.goal ? 'more' : 'done';
  }
}

export async function catchUp(tools: CatchUpTools): Promise<number> {
  const reader = new Reader(tools);
  let state: State = 'again';
  for (let tries = 3; tries > 0 && state === 'again'; tries--) {
    await reader.seek();
    do state = await reader.turn();
    while (state === 'more');
  }
  return reader.adopted;
}
`,
    'one loop, copies of branches, no more asked for than there is': `
import { checkShape } from './supplied/chain/checkShape';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { checkWork } from './validateBlock';

export interface CatchUpTools {
  chain: Chain;
  ask: (from: number, limit: number) => Promise<ChainReply>;
  adopt: (branch: Branch) => boolean;
}

class Broken extends Error {}

export const catchUp = async ({ chain, ask, adopt }: CatchUpTools): Promise<number> => {
  const top = () => chain.blocks.length - 1;
  const has = (block: Block) => chain.heights.get(block.hash) === block.index;
  let adopted = 0;

  const search = async (at: number, step: number): Promise<number> => {
    const { blocks, height } = await ask(at, 1);
    if (blocks.length > 0 && chain.blocks[at].hash === checkShape(blocks[0]).hash) return at;
    if (at === 0) throw new Refusal('bad-genesis', 'you are of another network');
    return search(Math.max(Math.min(at - step, height), 0), 2 * step);
  };

  const read = async function* (first: number) {
    let [next, goal] = [first, Infinity];
    do {
      const reply = await ask(next, Math.min(MAX_PAGE, goal - next + 1));
      goal = Math.min(goal, goal === Infinity ? reply.height : goal);
      if (reply.blocks.length === 0) return;
      next += reply.blocks.length;
      yield { first: next - reply.blocks.length, blocks: reply.blocks };
    } while (next <= goal);
  };

  for (const attempt of [1, 2, 3]) {
    try {
      let held: Block[] = [];
      for await (const page of read(1 + (await search(top(), 1)))) {
        page.blocks.forEach((each, i) => {
          const block = checkShape(each);
          checkWork(block, chain.blocks[0].difficulty);
          if (block.index !== page.first + i) throw new Refusal('bad-index');
          if (held.length === 0 && has(block)) return;
          const below = held.length > 0 ? held[held.length - 1] : chain.blocks[block.index - 1];
          if (below === undefined || below.hash !== block.previousHash) {
            throw i === 0 ? new Broken() : new Refusal('bad-link');
          }
          held.push(block);
        });
        const ends = page.first + page.blocks.length - 1;
        const wasAbove = ends > top();
        if (held.length > 0 && adopt([...held])) {
          adopted += held.length;
          held = [];
        } else if (wasAbove) return adopted;
      }
      return adopted;
    } catch (error) {
      if (!(error instanceof Broken) || attempt > 3) throw error;
    }
  }
  return adopted;
};
`,
  },
};
