import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'catchUp';
const PAGES = 'It asks for what follows';
const SEARCH = 'It asks for our tip';
const NONE = 'No block counts';
const BLOCKS = 'Each block is checked';
const ADOPT = 'After each page';
const ANEW = 'A link broken';
const REFUSED = 'If adopt says false';
const GOAL = 'It is over after an empty page';
const AFRESH = 'Our own chain may change';
const THROWN = 'What ask or adopt throws';

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
      name: 'the whole chain is asked for',
      source: replaceOnce(STEP, 'let height = tip(chain).index;', 'let height = 0;'),
      loses: [PAGES, SEARCH, NONE, BLOCKS, ADOPT, ANEW, REFUSED, GOAL, AFRESH, THROWN],
      advice:
        'It costs as much as the chain is long, each time: find the newest common block first.',
    },
    {
      name: 'it steps back one by one',
      source: replaceOnce(STEP, 'step *= 2', 'step += 0'),
      loses: [SEARCH],
      advice: 'With ten thousand blocks missing that is ten thousand questions: double the step.',
    },
    {
      name: 'it steps back below 0',
      source: replaceOnce(STEP, CAP, CAP.replace('Math.max(0, ', '(')),
      loses: [SEARCH, NONE],
      advice: 'Below 0 there is nothing: `Math.max(0, …)`.',
    },
    {
      name: 'another genesis block is taken for a shared one',
      source: replaceOnce(STEP, "throw new Refusal('bad-genesis')", 'return 0'),
      loses: [NONE],
      advice:
        'At height 0 the two genesis blocks must be equal, else it is another network: `bad-genesis`.',
    },
    {
      name: 'another genesis block is asked for again and again',
      source: replaceOnce(STEP, "    if (height === 0) throw new Refusal('bad-genesis');\n", ''),
      loses: [NONE],
      advice: 'At height 0 there is nothing left to step back to: end with `bad-genesis`.',
    },
    {
      name: 'the shape is not checked',
      source: replaceOnce(STEP, SHAPE, '  const block = candidate as Block;\n'),
      loses: [BLOCKS],
      advice: 'What comes from a peer may be anything: `checkShape` for each block.',
    },
    {
      name: 'the work is not checked',
      source: replaceOnce(STEP, WORK, ''),
      loses: [BLOCKS],
      advice:
        'Then garbage costs you as much as honest blocks: `checkWork` before anything else is believed.',
    },
    {
      name: 'the index is not checked',
      source: replaceOnce(STEP, INDEX, ''),
      loses: [BLOCKS],
      advice:
        'A peer may send blocks of another height than you asked for: the index must be the next one.',
    },
    {
      name: 'the index is checked before the work',
      source: replaceOnce(STEP, WORK + INDEX, INDEX + WORK),
      loses: [BLOCKS],
      advice: 'Nothing of a block is believed before its work: check the work first.',
    },
    {
      name: 'all shapes are checked first',
      source: replaceOnce(
        STEP,
        'of candidates.entries()',
        'of candidates.map(checkShape).entries()',
      ),
      loses: [BLOCKS],
      advice:
        'One bad block at the end of a page then costs a whole page: check block after block.',
    },
    {
      name: 'the link is checked before the work',
      source: replaceOnce(STEP, WORK, '').replace(PUSH, `${PUSH}  ${WORK}`),
      loses: [BLOCKS],
      advice: 'Nothing of a block is believed before its work: check the work first.',
    },
    {
      name: 'our own blocks are put into the branch',
      source: replaceOnce(STEP, IF_OURS, ''),
      loses: [ADOPT, AFRESH],
      advice:
        'While you asked, some of them may have come to us by another way: leave out those that we have.',
    },
    {
      name: 'the branch is offered only at the end',
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
        'Then one page that never comes loses all that came before: offer the branch after each page.',
    },
    {
      name: 'a branch that was adopted is kept and grows on',
      source: replaceOnce(STEP, '      branch = [];\n', ''),
      loses: [PAGES, ADOPT, ANEW, GOAL, AFRESH],
      advice: 'What was adopted is on our chain now: begin a new branch.',
    },
    {
      name: 'a broken link is always taken for a lie',
      source: replaceOnce(STEP, AT_FIRST, ''),
      loses: [ANEW, AFRESH],
      advice:
        'Between two pages an honest peer may have changed its chain: begin anew, and nobody is to blame.',
    },
    {
      name: 'a broken link is never taken for a lie',
      source: replaceOnce(STEP, AT_FIRST + BAD_LINK, '      return false;\n'),
      loses: [ANEW],
      advice:
        'The blocks of one page were read at once: if a link within a page is broken, refuse it with `bad-link`.',
    },
    {
      name: 'the link is not checked',
      source: replaceOnce(STEP, LINKED, 'false'),
      loses: [ANEW, AFRESH],
      advice:
        'Blocks that do not follow each other are no branch: compare `previousHash` with the block before.',
    },
    {
      name: 'it begins anew again and again',
      source: replaceOnce(STEP, 'attempt < MAX_ATTEMPTS', 'attempt < Infinity'),
      loses: [ANEW],
      advice:
        'A peer that changes its chain all the time would keep you busy for ever: three attempts are enough.',
    },
    {
      name: 'it does not begin anew',
      source: replaceOnce(STEP, 'const MAX_ATTEMPTS = 3', 'const MAX_ATTEMPTS = 1'),
      loses: [ANEW, AFRESH],
      advice:
        'Between two pages an honest peer may have changed its chain: look for the common block anew.',
    },
    {
      name: 'only what the last attempt adopted is counted',
      source: replaceOnce(STEP, 'adopted += outcome', 'adopted = outcome'),
      loses: [ANEW, AFRESH],
      advice: 'What earlier attempts adopted is ours, too: add it up.',
    },
    {
      name: 'it asks on after every false of adopt',
      source: replaceOnce(STEP, 'else if (isAboveTip)', 'else if (false)'),
      loses: [REFUSED],
      advice:
        'What is longer than ours and was not adopted is refused: there is no use in reading on.',
    },
    {
      name: 'it ends with any false of adopt',
      source: replaceOnce(STEP, 'else if (isAboveTip)', 'else if (branch.length > 0)'),
      loses: [ADOPT, AFRESH],
      advice:
        '`adopt` may say no only because the branch is not better yet: read on while it is not above our tip.',
    },
    {
      name: 'a false above our tip is thrown as an error',
      source: replaceOnce(
        STEP,
        '      return { adopted, finished: true };\n    }\n    if',
        "      throw new Refusal('not-longest');\n    }\n    if",
      ),
      loses: [REFUSED],
      advice: 'Our chain was better, or the branch is no good: that is an answer, not an error.',
    },
    {
      name: 'the height claimed last is believed',
      source: replaceOnce(STEP, 'goal ??= page.height', 'goal = page.height'),
      loses: [GOAL],
      advice: 'Whoever raises its height with each page never ends: the first claim is the goal.',
    },
    {
      name: 'it goes on until a page is empty',
      source: replaceOnce(STEP, ' || next > goal', ''),
      loses: [GOAL],
      advice: 'A liar always has one more block: the height that was claimed first is the end.',
    },
    {
      name: 'it asks on after an empty page',
      source: replaceOnce(STEP, 'page.blocks.length === 0 || ', ''),
      loses: [GOAL],
      advice: 'A peer that sends nothing will go on so: an empty page ends it.',
    },
    {
      name: 'our tip is read before the await',
      source: replaceOnce(STEP, ABOVE_TIP, '    const isAboveTip = next - 1 > before;\n').replace(
        `    ${ASK}`,
        `    const before = tip(chain).index;\n    ${ASK}`,
      ),
      loses: [AFRESH],
      advice: 'Our chain grows while you wait: look at the tip after each `await`.',
    },
    {
      name: 'our chain is copied at the beginning',
      source: replaceOnce(
        STEP,
        '  let next',
        '  const blocks = [...chain.blocks];\n  let next',
      ).replace('next, branch, chain)', 'next, branch, { ...chain, blocks })'),
      loses: [PAGES, ANEW, REFUSED, GOAL, AFRESH],
      advice: 'A copy is out of date after the first `await`: read the chain itself.',
    },
    {
      name: 'what a block must link to is remembered',
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
      advice: 'Our chain may have changed meanwhile: look at it anew after each `await`.',
    },
    {
      name: 'our block is read before the await',
      source: replaceOnce(
        STEP,
        '    const page = await ask(height, 1);\n',
        '    const own = chain.blocks[height]?.hash;\n    const page = await ask(height, 1);\n',
      ).replace('theirs.hash === chain.blocks[height]?.hash', 'theirs.hash === own'),
      loses: [AFRESH],
      advice: 'Our chain may have changed during the `await`: read it after.',
    },
    {
      name: 'what ask throws is caught, and taken for the end',
      source: replaceOnce(
        STEP,
        ASK,
        'const page = await ask(next, MAX_PAGE).catch(() => ({ blocks: [], height: 0 }));',
      ),
      loses: [THROWN],
      advice: 'Let the error of `ask` pass, so that the caller hears that the peer failed.',
    },
    {
      name: 'every error is taken for a change of the peer’s chain',
      source: replaceOnce(
        STEP,
        'const outcome = await pageForward(tools, await sharedHeight(tools));',
        'const outcome = await pageForward(tools, await sharedHeight(tools)).catch(() => ({ adopted: 0, finished: false }));',
      ),
      loses: [BLOCKS, ANEW, THROWN],
      advice: 'Only a broken link between two pages is a change: everything else is thrown on.',
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
