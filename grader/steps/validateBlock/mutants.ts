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
const BY_PARENT = 'validateBlock also refuses';
const FIRST = 'If a block breaks';

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
      advice: 'A peer can send anything, so reading a field can fail. Call `checkShape` first.',
    },
    {
      name: 'the shape is checked last',
      source: replaceOnce(STEP, 'checkShape(candidate)', 'candidate as Block').replace(
        'return block;',
        'return checkShape(block);',
      ),
      loses: [SHAPE, FIRST],
      advice:
        'Before `checkShape`, every field can be missing or have the wrong type. Call `checkShape` first.',
    },
    {
      name: 'the required difficulty is the difficulty in the block, as in naivecoin',
      source: replaceOnce(STEP, IF_DIFFICULTY, '').replace(
        '(block.hash, difficulty)',
        '(block.hash, block.difficulty)',
      ),
      loses: [DIFFICULTY, BY_PARENT, FIRST],
      advice:
        "An attacker then chooses difficulty 0 and needs no work. Use the argument `difficulty`, not the block's.",
    },
    {
      name: "checkWork gets the block's own difficulty",
      source: replaceOnce(
        STEP,
        'checkWork(block, parent.difficulty)',
        'checkWork(block, block.difficulty)',
      ),
      loses: [BY_PARENT, FIRST],
      advice:
        "An attacker then chooses the difficulty. Pass the parent's difficulty to `checkWork`.",
    },
    {
      name: 'a higher difficulty is accepted',
      source: replaceOnce(STEP, 'block.difficulty !== difficulty', 'block.difficulty < difficulty'),
      loses: [DIFFICULTY, BY_PARENT],
      advice:
        'Users then disagree about how much work a chain has. Refuse a higher difficulty like a lower one.',
    },
    {
      name: 'the hash is not computed again',
      source: replaceOnce(STEP, IF_HASH, ''),
      loses: [HASH, BY_PARENT, FIRST],
      advice: 'Any block with a good-looking hash is then accepted. Compute the hash and compare.',
    },
    {
      name: 'the work is not checked',
      source: replaceOnce(STEP, IF_WORK, ''),
      loses: [WORK, BY_PARENT],
      advice: 'A forged chain then costs nothing. Check that the hash has its zero bits.',
    },
    {
      name: 'bad work is printed, and accepted',
      source: replaceOnce(
        STEP,
        IF_WORK,
        IF_WORK.replace("throw new Refusal('bad-work')", "console.log('bad')"),
      ),
      loses: [WORK, BY_PARENT],
      advice: 'A print does not stop the function, so the block is accepted. Throw a `Refusal`.',
    },
    {
      name: 'one zero bit less is enough',
      source: replaceOnce(
        STEP,
        'meetsDifficulty(block.hash, difficulty)',
        'meetsDifficulty(block.hash, difficulty - 1)',
      ),
      loses: [WORK, BY_PARENT],
      advice: 'Half the work is then enough. Pass the full difficulty to `meetsDifficulty`.',
    },
    {
      name: 'the work is checked before the hash',
      source: replaceOnce(STEP, IF_HASH + IF_WORK, IF_WORK + IF_HASH),
      loses: [FIRST],
      advice:
        'All users must give the same code, so the order is fixed. Check the hash before the work.',
    },
    {
      name: 'any later index is accepted',
      source: replaceOnce(STEP, 'block.index !== parent.index + 1', 'block.index <= parent.index'),
      loses: [INDEX, FIRST],
      advice: "A chain has no gaps. Require exactly the parent's index plus one.",
    },
    {
      name: 'the link is checked before the index',
      source: replaceOnce(STEP, IF_INDEX + IF_LINK, IF_LINK + IF_INDEX),
      loses: [FIRST],
      advice:
        'All users must give the same code, so the order is fixed. Check the index before the link.',
    },
    {
      name: 'the link is not checked',
      source: replaceOnce(STEP, IF_LINK, ''),
      loses: [LINK, FIRST],
      advice: "The block then fits on any chain. Require that `previousHash` is the parent's hash.",
    },
    {
      name: 'the work is checked before the link',
      source: replaceOnce(STEP, '  checkWork(block, parent.difficulty);\n', '').replace(
        IF_INDEX,
        `  checkWork(block, parent.difficulty);\n${IF_INDEX}`,
      ),
      loses: [FIRST],
      advice:
        'All users must give the same code, so the order is fixed. Check the rules about the parent before the work.',
    },
    {
      name: 'a block must be later than its parent',
      source: replaceOnce(
        STEP,
        'block.timestamp < parent.timestamp',
        'block.timestamp <= parent.timestamp',
      ),
      loses: [TIME],
      advice:
        'Two blocks can have the same millisecond, and you refuse the second. Refuse only a block that is older.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'now + MAX_FUTURE_MS', 'Date.now() + MAX_FUTURE_MS'),
      loses: [TIME],
      advice: 'Tests and labs must be able to set the time. Use the argument `now`.',
    },
    {
      name: 'the two minutes are counted from the parent',
      source: replaceOnce(STEP, 'now + MAX_FUTURE_MS', 'parent.timestamp + MAX_FUTURE_MS'),
      loses: [TIME],
      advice:
        'A parent can be a year old, and then you refuse every new block. Count the two minutes from `now`.',
    },
    {
      name: 'exactly two minutes ahead is refused',
      source: replaceOnce(STEP, 'block.timestamp > now', 'block.timestamp >= now'),
      loses: [TIME],
      advice: 'You then refuse valid blocks. Refuse only more than two minutes.',
    },
    {
      name: 'only the future is checked',
      source: replaceOnce(STEP, IF_TIME, 'block.timestamp > now + MAX_FUTURE_MS'),
      loses: [TIME, FIRST],
      advice: 'A block can then be older than its parent. Check both limits.',
    },
    {
      name: 'the block is not returned',
      source: replaceOnce(STEP, '  return block;\n', ''),
      loses: [GOOD],
      advice: 'The caller uses what you return. Return the checked block.',
    },
    {
      name: 'the hash is removed from the candidate',
      source: replaceOnce(
        STEP,
        '  return block;\n',
        '  delete (candidate as Partial<Block>).hash;\n  return block;\n',
      ),
      loses: [GOOD],
      advice: 'The caller still needs the block. Read it without changing it.',
    },
    {
      name: 'the parent is checked like a block, even a genesis block',
      source: replaceOnce(
        STEP,
        'checkWork(block, parent.difficulty);',
        'checkWork(parent, parent.difficulty);\n  checkWork(block, parent.difficulty);',
      ),
      loses: [GOOD],
      advice:
        'A genesis block has no work, so you refuse every first block. Check only the new block.',
    },
    {
      name: 'a block is refused by returning false',
      source: replaceOnce(STEP, "throw new Refusal('bad-link')", 'return false as never'),
      loses: [LINK, FIRST],
      advice: 'The caller does not look at the result. Throw a `Refusal` with the code.',
    },
    {
      name: 'the errors are not Refusals',
      source: replaceOnce(STEP, "throw new Refusal('bad-index')", "throw new Error('bad-index')"),
      loses: [INDEX, FIRST],
      advice: 'The caller tells a refusal from a bug by its class. Throw a `Refusal`.',
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
