import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'reorganise';
const ON_TIP = 'A branch that starts at our tip';
const UNDONE = 'undone holds our blocks';
const CHAIN = 'Afterwards blocks, heights and ids';
const BALANCES = 'So are the balances';
const PARENT = 'unknown-parent:';
const CHECKED = 'Each block of the branch is checked';
const NOTHING = 'If a block is refused';
const LISTS = 'Every payment undone';
const FUNDS = 'In waiting is what';
const BRANCH = 'The branch and its blocks';

const ROLLBACK = `    undoTo(chain, fork);
    for (const block of undone) pushBlock(chain, block);
    throw error;
`;
const APPEND = '    for (const block of branch) appendBlock(chain, block, now);\n';
const FIND =
  '  const fork = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;\n';
const IF_LOST = '    if (data.from === NETWORK || ledger.transactions.has(data.id)) continue;\n';
const RETURN = 'return { undone, ...lostPayments(chain.ledger, undone) };';
const PROMISE = '      promised.set(data.from, owed);\n';
const TAKE_BACK = '  changeBalance(ledger, to, -amount);\n';
const GIVE_BACK = '  if (from !== NETWORK) changeBalance(ledger, from, amount);\n';
const OWED = '(promised.get(data.from) ?? 0) + data.amount';

/** Returns a correct file that does not use the helpers of the reference. */
function written(imports: string, body: string): string {
  return `
import { NETWORK } from './supplied/constants';
import { appendBlock, blockOf, createChain } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch, Transaction } from './supplied/types';
${imports}

export interface Reorganisation {
  undone: Block[];
  waiting: Transaction[];
  unfundable: Transaction[];
}

export function reorganise(chain: Chain, branch: Branch, now: number): Reorganisation {
  ${body}
}
`;
}

export const mutants: Mutants = {
  wrong: [
    {
      name: 'nothing is put back',
      source: replaceOnce(STEP, ROLLBACK, '    throw error;\n'),
      loses: [NOTHING],
      advice:
        'A branch that breaks half-way leaves you with neither chain: put your own blocks back before you throw on.',
    },
    {
      name: 'no payment is kept',
      source: replaceOnce(STEP, RETURN, 'return { undone, waiting: [], unfundable: [] };'),
      loses: [LISTS, FUNDS],
      advice:
        'Then payments on the losing branch are lost: list those that the new branch lacks in `waiting` or `unfundable`.',
    },
    {
      name: 'only the list of blocks is put back',
      source: replaceOnce(STEP, 'pushBlock(chain, block);', 'chain.blocks.push(block);').replace(
        'pushBlock, ',
        '',
      ),
      loses: [NOTHING],
      advice:
        'The ledger and the heights belong to it as well: undo and redo all of them together.',
    },
    {
      name: 'our blocks are checked once more when they are put back',
      source: replaceOnce(STEP, 'pushBlock(chain, block);', 'appendBlock(chain, block, now);'),
      loses: [NOTHING],
      advice:
        'They were valid when they came, and the clock has moved since: put them back with `pushBlock`.',
    },
    {
      name: 'a refusal is caught and not thrown on',
      source: replaceOnce(STEP, '    throw error;\n', ''),
      loses: [CHECKED, NOTHING],
      advice:
        'The caller must know that the branch was bad: throw it on once your chain is restored.',
    },
    {
      name: 'a refusal is told in other words',
      source: replaceOnce(
        STEP,
        '    throw error;\n',
        "    throw new Error('the branch is bad');\n",
      ),
      loses: [CHECKED, NOTHING],
      advice: 'The code says what was wrong with the branch: throw the very error on.',
    },
    {
      name: 'the blocks of the branch are put on unchecked',
      source: replaceOnce(
        STEP,
        APPEND,
        '    for (const block of branch) pushBlock(chain, block);\n',
      ),
      loses: [CHECKED],
      advice: 'A branch is only a claim: `appendBlock` checks each block.',
    },
    {
      name: 'the blocks are checked by the clock on the wall',
      source: replaceOnce(STEP, APPEND, APPEND.replace('now', 'Date.now()')),
      loses: [CHECKED],
      advice: 'The time is an argument: use `now`.',
    },
    {
      name: 'the heights of undone blocks stay',
      source: replaceOnce(STEP, '    chain.heights.delete(last.hash);\n', ''),
      loses: [CHAIN, NOTHING],
      advice: 'A block that is gone would still be found by its hash: delete it from `heights`.',
    },
    {
      name: 'the ids of undone blocks stay taken',
      source: replaceOnce(STEP, '  ledger.transactions.delete(id);\n', ''),
      loses: [CHAIN, BALANCES, CHECKED, NOTHING, LISTS, FUNDS],
      advice: 'A payment that was undone could never be made again: delete its id.',
    },
    {
      name: 'undone coins are given back to the network',
      source: replaceOnce(STEP, GIVE_BACK, '  changeBalance(ledger, from, amount);\n'),
      loses: [BALANCES, NOTHING],
      advice: 'The network has no balance: give back only what came from a user.',
    },
    {
      name: 'the miners keep their undone coins',
      source: replaceOnce(STEP, TAKE_BACK, ''),
      loses: [BALANCES, NOTHING, FUNDS],
      advice: 'A mined coin goes with its block: take it from the miner.',
    },
    {
      name: 'whoever owns nothing any more stays listed',
      source: replaceOnce(
        STEP,
        TAKE_BACK,
        '  ledger.balances.set(to, balanceOf(ledger, to) - amount);\n',
      ),
      loses: [BALANCES, NOTHING],
      advice:
        'Your ledger then differs from one that was made anew: `changeBalance` takes care of zeros.',
    },
    {
      name: 'the fork is not looked for first',
      source: replaceOnce(
        STEP,
        FIND,
        '  const fork = blockOf(chain, branch[0]?.previousHash) ?? chain.blocks[0];\n',
      ),
      loses: [PARENT],
      advice:
        'Then there is nothing to go back to: find the parent of the branch first, or throw `unknown-parent`.',
    },
    {
      name: 'an empty branch is forgotten',
      source: replaceOnce(STEP, FIND, '  const fork = blockOf(chain, branch[0].previousHash);\n'),
      loses: [PARENT],
      advice: 'An empty branch has no parent: `unknown-parent`.',
    },
    {
      name: 'undone is returned newest first',
      source: replaceOnce(STEP, RETURN, RETURN.replace('undone,', 'undone: undone.toReversed(),')),
      loses: [UNDONE],
      advice: 'You take the newest off first, but `undone` holds the oldest first.',
    },
    {
      name: 'the two lists are made newest first',
      source: replaceOnce(STEP, 'of undone) {', 'of undone.toReversed()) {'),
      loses: [LISTS, FUNDS],
      advice: 'Payments are made again in the order in which they were made: the oldest first.',
    },
    {
      name: 'payments that are on their branch, too, are listed',
      source: replaceOnce(
        STEP,
        IF_LOST,
        IF_LOST.replace(' || ledger.transactions.has(data.id)', ''),
      ),
      loses: [LISTS, FUNDS],
      advice: 'A payment that their branch contains is done: look for its id on the new chain.',
    },
    {
      name: 'payments are compared as a whole, and not by their ids',
      source: replaceOnce(
        STEP,
        IF_LOST,
        '    if (data.from === NETWORK || branch.some((block) => JSON.stringify(block.data) === JSON.stringify(data))) continue;\n',
      )
        .replace('lostPayments(chain.ledger, undone)', 'lostPayments(chain.ledger, undone, branch)')
        .replace('undone: Block[])', 'undone: Block[], branch: Branch)'),
      loses: [LISTS],
      advice:
        'If something else has the id over there, the payment can never be minted again: compare ids.',
    },
    {
      name: 'everything is put into waiting',
      source: replaceOnce(STEP, 'owed > balanceOf(ledger, data.from)', 'Number.isNaN(owed)'),
      loses: [FUNDS],
      advice: 'What its sender cannot pay on the new chain is unfundable: look at the balance.',
    },
    {
      name: 'each payment is looked at by itself',
      source: replaceOnce(STEP, PROMISE, ''),
      loses: [FUNDS],
      advice: 'Two that fit alone may not fit together: count what waits before it.',
    },
    {
      name: 'what is unfundable is subtracted, too',
      source: replaceOnce(STEP, PROMISE, '').replace('    if (owed >', `${PROMISE}    if (owed >`),
      loses: [FUNDS],
      advice: 'What is unfundable takes nothing from those that follow.',
    },
    {
      name: 'what waits is summed for all senders together',
      source: replaceOnce(STEP, OWED, "(promised.get('all') ?? 0) + data.amount").replace(
        'set(data.from',
        "set('all'",
      ),
      loses: [FUNDS],
      advice: 'Each sender has a balance of their own: keep a sum for each.',
    },
    {
      name: 'the balances of our own branch are looked at',
      source: replaceOnce(
        STEP,
        '  const undone = undoTo',
        '  const before = structuredClone(chain.ledger);\n  const undone = undoTo',
      )
        .replace(
          'lostPayments(chain.ledger, undone)',
          '{ ...lostPayments({ ...before, transactions: chain.ledger.transactions }, undone) }',
        )
        .replace('...{', '...{'),
      loses: [FUNDS],
      advice:
        'The coins may be gone with our blocks: look at the ledger when the new branch stands.',
    },
    {
      name: 'exactly enough is taken for too little',
      source: replaceOnce(STEP, 'owed > balanceOf', 'owed >= balanceOf'),
      loses: [FUNDS],
      advice: 'Owning exactly the sum is enough: compare with `<=`.',
    },
    {
      name: 'the branch is emptied',
      source: replaceOnce(
        STEP,
        APPEND,
        '    while (branch.length > 0) appendBlock(chain, branch.shift(), now);\n',
      ),
      loses: [BRANCH],
      advice: 'The branch belongs to the caller: leave it as it is.',
    },
    {
      name: 'everything is undone, genesis aside',
      source: replaceOnce(
        STEP,
        'undoTo(chain, fork);\n  try',
        'undoTo(chain, chain.blocks[0]);\n  try',
      )
        .replace(
          APPEND,
          `    for (const block of undone.slice(0, fork.index)) pushBlock(chain, block);\n${APPEND}`,
        )
        .replace('    undoTo(chain, fork);\n', '    undoTo(chain, chain.blocks[0]);\n'),
      loses: [ON_TIP, UNDONE],
      advice: 'Everything below the fork is common to both: only what is above it is undone.',
    },
  ],
  right: {
    'a chain is made anew from genesis, and taken over at the end': written(
      '',
      `
  const fork = chain.blocks.find(({ hash }) => hash === branch[0]?.previousHash);
  if (!fork) throw new Refusal('unknown-parent');
  const fresh = createChain(chain.blocks[0]);
  const kept = chain.blocks.slice(1, fork.index + 1);
  const late = Math.max(now, ...kept.map(({ timestamp }) => timestamp));
  for (const block of kept) appendBlock(fresh, block, late);
  for (const block of branch) appendBlock(fresh, block, now);
  const undone = chain.blocks.slice(fork.index + 1);
  const left = new Map(fresh.ledger.balances);
  const lost = undone
    .map(({ data }) => data)
    .filter(({ id, from }) => from !== NETWORK && !fresh.ledger.transactions.has(id));
  const waiting = lost.filter(({ from, amount }) => {
    const rest = (left.get(from) ?? 0) - amount;
    if (rest >= 0) left.set(from, rest);
    return rest >= 0;
  });
  Object.assign(chain, fresh);
  return { undone, waiting, unfundable: lost.filter((each) => !waiting.includes(each)) };`,
    ),
    'copies are kept and put back, and blocks are undone oldest first': written(
      "import { changeBalance, balanceOf } from './supplied/chain/balances';",
      `
  const height = chain.heights.get(branch.at(0)?.previousHash ?? 'none');
  if (height === undefined || blockOf(chain, chain.blocks[height].hash) === undefined) {
    throw new Refusal('unknown-parent');
  }
  const { blocks, heights, ledger } = chain;
  const before = structuredClone({ blocks, heights, ledger });
  const undone = blocks.slice(height + 1);
  blocks.length = height + 1;
  for (const { hash, data } of undone) {
    heights.delete(hash);
    ledger.transactions.delete(data.id);
    if (data.from !== NETWORK) changeBalance(ledger, data.from, data.amount);
    changeBalance(ledger, data.to, -data.amount);
  }
  try {
    branch.forEach((block) => appendBlock(chain, block, now));
  } catch (refusal) {
    chain.blocks = before.blocks;
    chain.heights = before.heights;
    chain.ledger = before.ledger;
    throw refusal;
  }
  const waiting: Transaction[] = [];
  const unfundable: Transaction[] = [];
  for (const { data } of undone) {
    if (data.from === NETWORK || ledger.transactions.has(data.id)) continue;
    const owed = waiting.reduce((sum, each) => sum + (each.from === data.from ? each.amount : 0), 0);
    const list = balanceOf(ledger, data.from) - owed >= data.amount ? waiting : unfundable;
    list.push({ ...data });
  }
  return { unfundable, waiting, undone: structuredClone(undone) };`,
    ),
  },
};
