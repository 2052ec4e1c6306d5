import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'reorganise';
const ON_TIP = 'A branch that starts at our tip';
const UNDONE = 'undone holds our';
const CHAIN = 'Afterwards blocks, heights and ids';
const BALANCES = 'The balances equal';
const PARENT = 'unknown-parent:';
const CHECKED = 'Each block of the branch is checked';
const NOTHING = 'If a block is refused';
const LISTS = 'Each undone payment';
const FUNDS = 'waiting has the';
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
      name: 'nothing is restored after a refusal',
      source: replaceOnce(STEP, ROLLBACK, '    throw error;\n'),
      loses: [NOTHING],
      advice:
        'If a block is refused, you are left without a whole chain. Restore your own blocks before you throw.',
    },
    {
      name: 'no payment is kept',
      source: replaceOnce(STEP, RETURN, 'return { undone, waiting: [], unfundable: [] };'),
      loses: [LISTS, FUNDS],
      advice:
        'The payments of the undone blocks are then lost. Put those that are not on the new chain into `waiting` or `unfundable`.',
    },
    {
      name: 'only the list of blocks is restored',
      source: replaceOnce(STEP, 'pushBlock(chain, block);', 'chain.blocks.push(block);').replace(
        'pushBlock, ',
        '',
      ),
      loses: [NOTHING],
      advice:
        'The ledger and the heights then do not match the blocks. Restore all of them together.',
    },
    {
      name: 'our blocks are checked again when they are restored',
      source: replaceOnce(STEP, 'pushBlock(chain, block);', 'appendBlock(chain, block, now);'),
      loses: [NOTHING],
      advice:
        'The clock can differ since they came, so they can be refused. Restore them with `pushBlock`.',
    },
    {
      name: 'a refusal is caught and not thrown',
      source: replaceOnce(STEP, '    throw error;\n', ''),
      loses: [CHECKED, NOTHING],
      advice:
        'The caller must know that the branch was bad. Throw the error after you have restored the chain.',
    },
    {
      name: 'the refusal is replaced by a different error',
      source: replaceOnce(
        STEP,
        '    throw error;\n',
        "    throw new Error('the branch is bad');\n",
      ),
      loses: [CHECKED, NOTHING],
      advice: 'The code says what was wrong with the branch. Throw the same error.',
    },
    {
      name: 'the blocks of the branch are not checked',
      source: replaceOnce(
        STEP,
        APPEND,
        '    for (const block of branch) pushBlock(chain, block);\n',
      ),
      loses: [CHECKED],
      advice: 'A branch is only a claim. Append each block with `appendBlock`, which checks it.',
    },
    {
      name: 'the blocks are checked with the system clock',
      source: replaceOnce(STEP, APPEND, APPEND.replace('now', 'Date.now()')),
      loses: [CHECKED],
      advice: 'Tests must be able to set the time. Use the argument `now`.',
    },
    {
      name: 'the heights of undone blocks stay',
      source: replaceOnce(STEP, '    chain.heights.delete(last.hash);\n', ''),
      loses: [CHAIN, NOTHING],
      advice: 'Peers can then build on a block that is gone. Delete its hash from `heights`.',
    },
    {
      name: 'the ids of undone blocks stay',
      source: replaceOnce(STEP, '  ledger.transactions.delete(id);\n', ''),
      loses: [CHAIN, BALANCES, CHECKED, NOTHING, LISTS, FUNDS],
      advice:
        'An undone payment can then never be minted again. Delete its id from `transactions`.',
    },
    {
      name: 'undone coins are given back to the network',
      source: replaceOnce(STEP, GIVE_BACK, '  changeBalance(ledger, from, amount);\n'),
      loses: [BALANCES, NOTHING],
      advice: 'The network has no balance. Give coins back only to users.',
    },
    {
      name: 'the miners keep their undone coins',
      source: replaceOnce(STEP, TAKE_BACK, ''),
      loses: [BALANCES, NOTHING, FUNDS],
      advice: "An undone coin is gone. Subtract it from the miner's balance.",
    },
    {
      name: 'an address that owns nothing stays listed',
      source: replaceOnce(
        STEP,
        TAKE_BACK,
        '  ledger.balances.set(to, balanceOf(ledger, to) - amount);\n',
      ),
      loses: [BALANCES, NOTHING],
      advice:
        'Your ledger then differs from a new one. Use `changeBalance`: it deletes balances of 0.',
    },
    {
      name: 'the fork is not looked up first',
      source: replaceOnce(
        STEP,
        FIND,
        '  const fork = blockOf(chain, branch[0]?.previousHash) ?? chain.blocks[0];\n',
      ),
      loses: [PARENT],
      advice:
        'If there is no fork, you undo too much. Look up the parent of the branch first, and throw `unknown-parent` if it is missing.',
    },
    {
      name: 'an empty branch is not handled',
      source: replaceOnce(STEP, FIND, '  const fork = blockOf(chain, branch[0].previousHash);\n'),
      loses: [PARENT],
      advice: 'An empty branch has no first block, so reading it fails. Throw `unknown-parent`.',
    },
    {
      name: 'undone is newest first',
      source: replaceOnce(STEP, RETURN, RETURN.replace('undone,', 'undone: undone.toReversed(),')),
      loses: [UNDONE],
      advice:
        'The payments then wait in the wrong order. You undo the newest block first, but `undone` is oldest first.',
    },
    {
      name: 'waiting and unfundable are newest first',
      source: replaceOnce(STEP, 'of undone) {', 'of undone.toReversed()) {'),
      loses: [LISTS, FUNDS],
      advice:
        'The payments are then minted in the wrong order. Begin with the oldest undone block.',
    },
    {
      name: 'payments that are on the new chain are listed too',
      source: replaceOnce(
        STEP,
        IF_LOST,
        IF_LOST.replace(' || ledger.transactions.has(data.id)', ''),
      ),
      loses: [LISTS, FUNDS],
      advice: 'Such a payment is minted already. Look up its id in the new ledger.',
    },
    {
      name: 'payments are compared as a whole, not by their ids',
      source: replaceOnce(
        STEP,
        IF_LOST,
        '    if (data.from === NETWORK || branch.some((block) => JSON.stringify(block.data) === JSON.stringify(data))) continue;\n',
      )
        .replace('lostPayments(chain.ledger, undone)', 'lostPayments(chain.ledger, undone, branch)')
        .replace('undone: Block[])', 'undone: Block[], branch: Branch)'),
      loses: [LISTS],
      advice:
        'If a different transaction has the id on the new chain, the payment can never be minted. Compare ids.',
    },
    {
      name: 'all payments are put into waiting',
      source: replaceOnce(STEP, 'owed > balanceOf(ledger, data.from)', 'Number.isNaN(owed)'),
      loses: [FUNDS],
      advice:
        'Some senders cannot pay on the new chain. Check the balance, and put those payments into `unfundable`.',
    },
    {
      name: 'each payment is checked alone',
      source: replaceOnce(STEP, PROMISE, ''),
      loses: [FUNDS],
      advice:
        'The sender may have enough for each, but not for both. Add the amounts that wait before it.',
    },
    {
      name: 'unfundable payments are subtracted too',
      source: replaceOnce(STEP, PROMISE, '').replace('    if (owed >', `${PROMISE}    if (owed >`),
      loses: [FUNDS],
      advice: 'An unfundable payment takes nothing. Subtract only the payments in `waiting`.',
    },
    {
      name: 'the waiting amounts of all senders are added together',
      source: replaceOnce(STEP, OWED, "(promised.get('all') ?? 0) + data.amount").replace(
        'set(data.from',
        "set('all'",
      ),
      loses: [FUNDS],
      advice: 'Each sender has its own balance. Keep one sum for each sender.',
    },
    {
      name: 'the balances of our old branch are used',
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
      advice: 'These coins may be gone. Read the ledger after the new branch is appended.',
    },
    {
      name: 'an exact balance counts as too little',
      source: replaceOnce(STEP, 'owed > balanceOf', 'owed >= balanceOf'),
      loses: [FUNDS],
      advice: 'The sender can spend everything. Compare with `<=`.',
    },
    {
      name: 'the branch is emptied',
      source: replaceOnce(
        STEP,
        APPEND,
        '    while (branch.length > 0) appendBlock(chain, branch.shift(), now);\n',
      ),
      loses: [BRANCH],
      advice: 'The branch belongs to the caller. Do not change it.',
    },
    {
      name: 'all blocks except genesis are undone',
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
      advice:
        'The blocks up to the fork are on both branches. Undo only the blocks above the fork.',
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
