import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'validateBlock';
const DIFFICULTY = 'bad-difficulty:';
const HASH = 'bad-hash:';
const WORK = 'bad-work:';
const GOOD = 'A block that breaks no rule';
const SHAPE = 'bad-shape:';
const INDEX = 'bad-index:';
const LINK = 'bad-link:';
const TIME = 'bad-timestamp:';
const BY_PARENT = 'Then whatever checkWork refuses';
const FIRST = 'A block that breaks several rules';

const IF_DIFFICULTY =
  "  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');\n";
const IF_HASH = "  if (block.hash !== hashBlock(block)) throw new Refusal('bad-hash');\n";
const IF_WORK = "  if (!meetsDifficulty(block.hash, difficulty)) throw new Refusal('bad-work');\n";
const IF_INDEX = "  if (block.index !== parent.index + 1) throw new Refusal('bad-index');\n";
const IF_LINK = "  if (block.previousHash !== parent.hash) throw new Refusal('bad-link');\n";
const IF_TIME = 'block.timestamp < parent.timestamp || block.timestamp > now + MAX_FUTURE_MS';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'the shape is not checked',
      source: replaceOnce(STEP, 'checkShape(candidate)', 'candidate as Block'),
      loses: [SHAPE, FIRST],
      advice:
        'Whatever comes from outside may be anything at all: let `checkShape` look at it before you do.',
    },
    {
      name: 'the shape is checked last',
      source: replaceOnce(STEP, 'checkShape(candidate)', 'candidate as Block').replace(
        'return block;',
        'return checkShape(block);',
      ),
      loses: [SHAPE, FIRST],
      advice:
        'Before `checkShape` has spoken every field may be missing or of another type: it comes first.',
    },
    {
      name: 'work is measured by what the block declares, as in naivecoin',
      source: replaceOnce(STEP, IF_DIFFICULTY, '').replace(
        '(block.hash, difficulty)',
        '(block.hash, block.difficulty)',
      ),
      loses: [DIFFICULTY, BY_PARENT, FIRST],
      advice:
        "Then anybody may declare difficulty 0 and needs no work at all: measure by the difficulty that is expected, not by the block's.",
    },
    {
      name: 'a block is asked for its own difficulty',
      source: replaceOnce(
        STEP,
        'checkWork(block, parent.difficulty)',
        'checkWork(block, block.difficulty)',
      ),
      loses: [BY_PARENT, FIRST],
      advice:
        "The difficulty that counts is the parent's; the block's own word is what you have to check.",
    },
    {
      name: 'a higher difficulty is welcome',
      source: replaceOnce(STEP, 'block.difficulty !== difficulty', 'block.difficulty < difficulty'),
      loses: [DIFFICULTY, BY_PARENT],
      advice:
        'With one difficulty for all, more is as wrong as less: users would disagree about whose chain has how much work.',
    },
    {
      name: 'the hash is believed',
      source: replaceOnce(STEP, IF_HASH, ''),
      loses: [HASH, BY_PARENT, FIRST],
      advice:
        'Then a block can say anything, as long as its hash looks good: make the hash again and compare.',
    },
    {
      name: 'the work is not looked at',
      source: replaceOnce(STEP, IF_WORK, ''),
      loses: [WORK, BY_PARENT],
      advice: 'Then forging a chain costs nothing: the hash must have its zero bits.',
    },
    {
      name: 'bad work is logged, and accepted',
      source: replaceOnce(
        STEP,
        IF_WORK,
        IF_WORK.replace("throw new Refusal('bad-work')", "console.log('bad')"),
      ),
      loses: [WORK, BY_PARENT],
      advice: 'A refusal must be thrown; whoever only prints goes on as if all were well.',
    },
    {
      name: 'one zero bit too few is enough',
      source: replaceOnce(
        STEP,
        'meetsDifficulty(block.hash, difficulty)',
        'meetsDifficulty(block.hash, difficulty - 1)',
      ),
      loses: [WORK, BY_PARENT],
      advice:
        "Half the work is then enough: check the edge of `meetsDifficulty`'s second argument.",
    },
    {
      name: 'work is checked before the hash',
      source: replaceOnce(STEP, IF_HASH + IF_WORK, IF_WORK + IF_HASH),
      loses: [FIRST],
      advice:
        'The order of the rules is fixed, so that all users give the same code: the hash comes before the work.',
    },
    {
      name: 'any later index will do',
      source: replaceOnce(STEP, 'block.index !== parent.index + 1', 'block.index <= parent.index'),
      loses: [INDEX, FIRST],
      advice: "A chain has no gaps: the index is exactly the parent's plus one.",
    },
    {
      name: 'the link is checked before the index',
      source: replaceOnce(STEP, IF_INDEX + IF_LINK, IF_LINK + IF_INDEX),
      loses: [FIRST],
      advice:
        'The order of the rules is fixed, so that all users give the same code: the index comes before the link.',
    },
    {
      name: 'the link is not checked',
      source: replaceOnce(STEP, IF_LINK, ''),
      loses: [LINK, FIRST],
      advice: "Then a block fits on any chain at all: `previousHash` must be the parent's hash.",
    },
    {
      name: 'the work is checked before the link',
      source: replaceOnce(STEP, '  checkWork(block, parent.difficulty);\n', '').replace(
        IF_INDEX,
        `  checkWork(block, parent.difficulty);\n${IF_INDEX}`,
      ),
      loses: [FIRST],
      advice:
        'The order of the rules is fixed, so that all users give the same code: cheap rules about the parent come before the work.',
    },
    {
      name: 'a block must be younger than its parent',
      source: replaceOnce(
        STEP,
        'block.timestamp < parent.timestamp',
        'block.timestamp <= parent.timestamp',
      ),
      loses: [TIME],
      advice: 'Two blocks may be of the same millisecond: only an older one is refused.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'now + MAX_FUTURE_MS', 'Date.now() + MAX_FUTURE_MS'),
      loses: [TIME],
      advice: 'The time is an argument here, so that tests and labs can set it: use `now`.',
    },
    {
      name: 'the future begins at the parent',
      source: replaceOnce(STEP, 'now + MAX_FUTURE_MS', 'parent.timestamp + MAX_FUTURE_MS'),
      loses: [TIME],
      advice: 'The future is measured from now; a parent may be a year old.',
    },
    {
      name: 'exactly two minutes ahead is too much',
      source: replaceOnce(STEP, 'block.timestamp > now', 'block.timestamp >= now'),
      loses: [TIME],
      advice: 'Two minutes ahead is allowed, anything more is not: check the edge.',
    },
    {
      name: 'only the future is looked at',
      source: replaceOnce(STEP, IF_TIME, 'block.timestamp > now + MAX_FUTURE_MS'),
      loses: [TIME, FIRST],
      advice:
        'A block older than its parent turns time back: both ends of the interval must be checked.',
    },
    {
      name: 'the block is not returned',
      source: replaceOnce(STEP, '  return block;\n', ''),
      loses: [GOOD],
      advice: 'The caller goes on with what you return: return the block that you have checked.',
    },
    {
      name: 'the hash is removed from the candidate',
      source: replaceOnce(
        STEP,
        '  return block;\n',
        '  delete (candidate as Partial<Block>).hash;\n  return block;\n',
      ),
      loses: [GOOD],
      advice: 'Whoever handed it to you still needs it: read it, and leave it as it is.',
    },
    {
      name: 'the parent is examined like a block, genesis too',
      source: replaceOnce(
        STEP,
        'checkWork(block, parent.difficulty);',
        'checkWork(parent, parent.difficulty);\n  checkWork(block, parent.difficulty);',
      ),
      loses: [GOOD],
      advice:
        'The parent has been checked when it came, and genesis has no work: look only at the new block.',
    },
    {
      name: 'a block is refused by returning false',
      source: replaceOnce(STEP, "throw new Refusal('bad-link')", 'return false as never'),
      loses: [LINK, FIRST],
      advice: 'Nobody looks at what is returned: throw a `Refusal` with the code.',
    },
    {
      name: 'errors are of another kind',
      source: replaceOnce(STEP, "throw new Refusal('bad-index')", "throw new Error('bad-index')"),
      loses: [INDEX, FIRST],
      advice: 'Callers tell a refusal from a bug by its class: throw a `Refusal`.',
    },
  ],
  right: {
    'nested conditions, one refusal at the end': `
import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Code } from './supplied/Refusal';
import type { Block } from './supplied/types';

function faultOf(block: Block, difficulty: number): Code | null {
  if (block.difficulty === difficulty) {
    if (hashBlock(block) === block.hash) {
      return meetsDifficulty(block.hash, block.difficulty) ? null : 'bad-work';
    }
    return 'bad-hash';
  }
  return 'bad-difficulty';
}

export function checkWork(block: Block, difficulty: number): void {
  const fault = faultOf(block, difficulty);
  if (fault !== null) throw new Refusal(fault);
}

export function validateBlock(candidate: unknown, parent: Block, now: number): Block {
  const block: Block = checkShape(candidate);
  let fault: Code | null;
  if (block.index - 1 !== parent.index) fault = 'bad-index';
  else if (parent.hash !== block.previousHash) fault = 'bad-link';
  else if (parent.timestamp > block.timestamp) fault = 'bad-timestamp';
  else if (now + MAX_FUTURE_MS < block.timestamp) fault = 'bad-timestamp';
  else fault = faultOf(block, parent.difficulty);
  if (fault !== null) throw new Refusal(fault);
  return block;
}
`,
    'a table of rules, and the candidate itself returned': `
import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Code } from './supplied/Refusal';
import type { Block } from './supplied/types';

type Rules = Array<[code: Code, isBroken: () => boolean]>;

const obey = (rules: Rules): void => {
  const broken = rules.find(([, isBroken]) => isBroken());
  if (broken) throw new Refusal(broken[0], 'see the rules');
};

const work = (block: Block, difficulty: number): Rules => [
  ['bad-difficulty', () => difficulty !== block.difficulty],
  ['bad-hash', () => hashBlock(block) !== block.hash],
  ['bad-work', () => !meetsDifficulty(block.hash, difficulty)],
];

export const checkWork = (block: Block, difficulty: number): void => obey(work(block, difficulty));

export const validateBlock = (candidate: unknown, parent: Block, now: number): Block => {
  checkShape(candidate);
  const block = candidate as Block;
  const age = block.timestamp - parent.timestamp;
  obey([
    ['bad-index', () => block.index - parent.index !== 1],
    ['bad-link', () => block.previousHash !== parent.hash],
    ['bad-timestamp', () => age < 0 || block.timestamp - now > MAX_FUTURE_MS],
    ...work(block, parent.difficulty),
  ]);
  return block;
};
`,
  },
  needs: { checkWork: [GOOD, TIME, BY_PARENT, FIRST] },
};
