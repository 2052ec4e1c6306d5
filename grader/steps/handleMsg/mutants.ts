import { reference, replaceOnce } from '../support/reference';
import type { Mutant, Mutants } from '../support/Mutants';

const STEP = 'handleMsg';
const ON_TOP = 'A block on our tip goes on top';
const SHAPE = 'What checkShape or checkTransactionShape refuses';
const VALID = 'A block whose parent we have must pass';
const KNOWN = 'A block that is on our chain already';
const BELOW = 'If its parent is below our tip';
const FETCH = 'A block whose parent we lack';
const GARBAGE = 'It must pass checkWork';
const JOINS = 'A payment to us joins';
const RULES = 'It is to us and not from network';
const AGAIN = 'The same payment again is ok';
const FUNDS = 'Its sender owns the amount';
const BUSY = 'With 1000 payments waiting';
const AT_ONCE = 'Messages handled at once';
const NO_WAIT = 'Nobody is asked anything';
const NOTHING = 'What is refused changes nothing';

const IF_GENESIS = `  if (block.index === 0) {
    if (!isDeepStrictEqual(block, genesis)) throw new Refusal('bad-genesis');
    return;
  }
`;
const IF_WORK = '    checkWork(block, genesis.difficulty);\n';
const FETCH_LATER = '    user.fetchLater(announcer);\n';
const VALIDATE = '  validateBlock(block, parent, user.now());\n';
const IF_KNOWN = '  if (blockOf(chain, block.hash) !== undefined) return;\n';
const IF_TIP = "  if (parent !== tip(chain)) throw new Refusal('not-longest');\n";
const PUSH = '  pushBlock(chain, block);\n';
const CHANGED = '  user.chainChanged();\n';
const OWED = ' - owed)';
const APPLY = `  applyTransaction(
    { ...chain.ledger, balances: new Map([[payment.from, spendable]]), transactions: new Map() },
    payment,
  );
`;
const IF_SAME =
  "    if (!isDeepStrictEqual(known, payment)) throw new Refusal('duplicate-transaction');\n";
const IF_FULL = "  if (pending.length >= MAX_PENDING) throw new Refusal('busy');\n";
const PAUSE = '  await Promise.resolve();\n';

type Change = [from: string, to: string];

/** Returns the reference with several changes. */
function changes(...list: readonly Change[]): string {
  return list.reduce((source, [from, to]) => {
    replaceOnce(STEP, from, to); // throws unless `from` is in the source exactly once
    return source.replace(from, () => to);
  }, reference(STEP));
}

/** Changes that make both parts of the function wait. */
const ASYNC: Change[] = [
  ["'block') takeBlock", "'block') await takeBlock"],
  ['else takePayment', 'else await takePayment'],
  ['function takeBlock', 'async function takeBlock'],
  ['announcer?: Endpoint): void', 'announcer?: Endpoint): Promise<void>'],
  [
    'function takePayment(user: UserState, candidate: unknown): void',
    'async function takePayment(user: UserState, candidate: unknown): Promise<void>',
  ],
];

const TCP: Change = [
  'import { Refusal }',
  "import { tcpClient } from './supplied/wire/tcp';\nimport { Refusal }",
];

const MISTAKES: Mutant[] = [
  {
    name: 'the miner is not told of a new tip',
    source: replaceOnce(STEP, CHANGED, ''),
    loses: [ON_TOP],
    advice:
      'It would mine on below the tip, and all that work is lost: call `user.chainChanged()`.',
  },
  {
    name: 'the miner is told before the chain has changed',
    source: changes([PUSH, ''], [CHANGED, CHANGED + PUSH]),
    loses: [ON_TOP],
    advice: 'It is told of the old tip again: change the chain first, then tell.',
  },
  {
    name: 'the ledger is not asked',
    source: replaceOnce(
      STEP,
      PUSH,
      'chain.blocks.push(block);\n  chain.heights.set(block.hash, block.index);\n',
    ),
    loses: [ON_TOP, KNOWN, AT_ONCE],
    advice:
      'Then a stolen payment gets on our chain: `applyTransaction` decides before the block is put on.',
  },
  {
    name: 'the block is put on the chain before the ledger is asked',
    source: replaceOnce(
      STEP,
      PUSH,
      `chain.blocks.push(block);
      chain.heights.set(block.hash, block.index);
      applyTransaction(chain.ledger, block.data);\n`,
    ),
    loses: [NOTHING],
    advice:
      'If the ledger refuses it, the block is on the chain all the same: ask the ledger first.',
  },
  {
    name: 'what comes is believed to be a block, or a payment',
    source: changes(
      ['checkShape(candidate);', 'candidate as ReturnType<typeof checkShape>;'],
      [
        'checkTransactionShape(candidate);',
        'candidate as ReturnType<typeof checkTransactionShape>;',
      ],
    ),
    loses: [SHAPE],
    advice: 'What comes in may be anything: check its shape before you read a field.',
  },
  {
    name: 'a block is not validated',
    source: replaceOnce(STEP, VALIDATE, ''),
    loses: [VALID],
    advice: 'Whoever can reach our port writes our chain then: `validateBlock` on its parent.',
  },
  {
    name: 'the clock on the wall is read',
    source: replaceOnce(STEP, 'user.now()', 'Date.now()'),
    loses: [VALID],
    advice: 'The time comes from the user, so that tests and labs can set it: `user.now()`.',
  },
  {
    name: 'a hash that we know is believed',
    source: changes([IF_KNOWN, ''], [VALIDATE, IF_KNOWN + VALIDATE]),
    loses: [VALID],
    advice:
      'A forger can put a hash that we know on any content: check the block before you believe its hash.',
  },
  {
    name: 'a block on a lower parent is not validated',
    source: changes([IF_TIP, ''], [VALIDATE, IF_TIP + VALIDATE]),
    loses: [VALID, KNOWN, AT_ONCE],
    advice: 'Say `not-longest` only to a block that is valid on its parent.',
  },
  {
    name: 'the genesis block is treated like any other',
    source: replaceOnce(STEP, IF_GENESIS, ''),
    loses: [KNOWN],
    advice: "It has no parent to be checked against: it is ours, or it is another network's.",
  },
  {
    name: 'whatever has our genesis block’s hash is taken for it',
    source: replaceOnce(STEP, '!isDeepStrictEqual(block, genesis)', 'block.hash !== genesis.hash'),
    loses: [KNOWN],
    advice: 'Compare the whole block: its hash is only what it says of itself.',
  },
  {
    name: 'a block that we have already is refused like a bad one',
    source: replaceOnce(STEP, IF_KNOWN, ''),
    loses: [KNOWN, AT_ONCE],
    advice: 'The announcer cannot know what we have: a block that is on our chain is `ok`.',
  },
  {
    name: 'a block on a lower parent is put on top',
    source: replaceOnce(STEP, IF_TIP, ''),
    loses: [BELOW, AT_ONCE],
    advice: 'Only a block on our tip goes on top; one on a lower parent is `not-longest`.',
  },
  {
    name: 'a parent that we lack is read all the same, as in nambrot',
    source: replaceOnce(STEP, 'if (parent === undefined) {', 'if (parent!.index < 0) {'),
    loses: [BELOW, FETCH, GARBAGE, NO_WAIT, NOTHING],
    advice: 'A parent that we lack is `undefined`: look whether there is one before you use it.',
  },
  {
    name: 'a parent that we lack is recognised by its height',
    source: replaceOnce(
      STEP,
      'if (parent === undefined) {',
      "if (block.index <= tip(chain).index && parent === undefined) throw new Refusal('not-longest');\n  if (parent === undefined) {",
    ),
    loses: [FETCH],
    advice: 'Blocks of equal height are different blocks: look for the parent by its hash.',
  },
  {
    name: 'it is forgotten who announced the block',
    source: replaceOnce(STEP, 'fetchLater(announcer)', 'fetchLater()'),
    loses: [FETCH],
    advice: 'Whoever announced the block has its parent, too: hand the announcer to `fetchLater`.',
  },
  {
    name: 'nobody is asked for a missing parent',
    source: replaceOnce(STEP, '    user.fetchLater(announcer);\n', ''),
    loses: [FETCH],
    advice:
      'Then a user that misses one block misses all later blocks too: call `fetchLater` with the announcer.',
  },
  {
    name: 'garbage is answered with a call back',
    source: replaceOnce(STEP, IF_WORK, ''),
    loses: [GARBAGE],
    advice:
      'Then anybody can make us call anybody, for free: check the work of a block before you fetch its parents.',
  },
  {
    name: 'garbage is refused only after a call back was asked for',
    source: changes([FETCH_LATER, ''], [IF_WORK, FETCH_LATER + IF_WORK]),
    loses: [GARBAGE],
    advice: 'Look at the work before `fetchLater`, not after.',
  },
  {
    name: 'the work is measured by the difficulty that the block declares',
    source: replaceOnce(
      STEP,
      'checkWork(block, genesis.difficulty)',
      'checkWork(block, block.difficulty)',
    ),
    loses: [GARBAGE],
    advice: "The difficulty that counts is our network's: measure by the genesis block's.",
  },
  {
    name: 'an orphan is kept among our blocks',
    source: replaceOnce(
      STEP,
      FETCH_LATER,
      FETCH_LATER + 'chain.heights.set(block.hash, block.index);\n',
    ),
    loses: [BELOW, NOTHING],
    advice: 'What has no parent here is not kept: it is fetched again when it is needed.',
  },
  {
    name: 'the miner is not told of a payment',
    source: replaceOnce(STEP, '  user.pendingChanged();\n', ''),
    loses: [JOINS],
    advice: 'It would rest while a payment waits: call `user.pendingChanged()`.',
  },
  {
    name: 'a new payment is put at the beginning of pending',
    source: replaceOnce(STEP, 'pending.push(payment)', 'pending.unshift(payment)'),
    loses: [JOINS, BUSY],
    advice: 'Payments are minted in the order in which they came: put new ones at the end.',
  },
  {
    name: 'a payment to somebody else is taken, too',
    source: replaceOnce(
      STEP,
      "if (payment.to !== user.address) throw new Refusal('bad-transaction', 'this is not ours to mint');",
      '',
    ),
    loses: [RULES],
    advice: 'Only payments to us are ours to mint.',
  },
  {
    name: 'only the balance is looked at',
    source: replaceOnce(
      STEP,
      APPLY,
      "if (spendable < payment.amount) throw new Refusal('insufficient-funds');\n",
    ),
    loses: [RULES],
    advice: 'A payment keeps all rules that the ledger has, its signature above all.',
  },
  {
    name: 'a payment that comes again is taken for another one with the same id',
    source: replaceOnce(STEP, IF_SAME, "    throw new Refusal('duplicate-transaction');\n"),
    loses: [AGAIN, BUSY, AT_ONCE],
    advice: 'The seller sends again until the payment is minted: the same payment again is `ok`.',
  },
  {
    name: 'whatever bears a known id is taken for the same payment',
    source: replaceOnce(STEP, IF_SAME, ''),
    loses: [AGAIN],
    advice: 'An id is one payment for ever: the same id with another content is refused.',
  },
  {
    name: 'whether it is the same payment is decided without its signature',
    source: replaceOnce(
      STEP,
      IF_SAME,
      `    const { from, to, amount } = known;
    const isSame = from === payment.from && to === payment.to && amount === payment.amount;
    if (!isSame) throw new Refusal('duplicate-transaction');
`,
    ),
    loses: [AGAIN],
    advice:
      'Somebody else may have signed that, or nobody: it is the same payment only in all five fields.',
  },
  {
    name: 'only the chain is looked at for the id',
    source: replaceOnce(STEP, ' ?? pending.find(({ id }) => id === payment.id)', ''),
    loses: [AGAIN, BUSY, AT_ONCE],
    advice: 'It may be waiting already: look in `pending`, too.',
  },
  {
    name: 'what waits already is not subtracted',
    source: replaceOnce(STEP, OWED, ')'),
    loses: [FUNDS, AT_ONCE],
    advice:
      'Two payments may need the same coins: subtract what already waits from the same sender.',
  },
  {
    name: 'what waits from others is subtracted, too',
    source: replaceOnce(
      STEP,
      '.filter(({ from }) => from === payment.from)',
      '.filter(() => true)',
    ),
    loses: [FUNDS],
    advice: 'Only what the same sender promised counts against the sender.',
  },
  {
    name: 'the payment is tried on the ledger itself',
    source: replaceOnce(
      STEP,
      APPLY,
      `if (spendable < payment.amount) throw new Refusal('insufficient-funds');
      applyTransaction(chain.ledger, payment);\n`,
    ),
    loses: [JOINS, BUSY],
    advice: 'A trial must not change the ledger: apply to a copy.',
  },
  {
    name: 'a payment that is busy is taken from the ledger all the same',
    source: replaceOnce(
      STEP,
      IF_FULL,
      IF_FULL.replace(
        'throw',
        '{\n    applyTransaction(chain.ledger, payment);\n    throw',
      ).replace(/;\n$/, ';\n  }\n'),
    ),
    loses: [BUSY],
    advice: 'What is refused changes nothing: look for room before you touch anything.',
  },
  {
    name: 'pending is given no bound',
    source: replaceOnce(STEP, IF_FULL, ''),
    loses: [BUSY],
    advice: 'Memory is finite, and strangers fill it: refuse with `busy` from `MAX_PENDING` on.',
  },
  {
    name: 'with a full queue even what waits already is refused',
    source: changes(
      [IF_FULL, ''],
      ['  const { chain, pending } = user;\n', `  const { chain, pending } = user;\n${IF_FULL}`],
    ),
    loses: [BUSY],
    advice: 'What waits already is still `ok`: look for it before you look whether there is room.',
  },
  {
    name: 'something is awaited after the balance was looked at',
    source: changes(...ASYNC, [IF_FULL, IF_FULL + PAUSE]),
    loses: [AT_ONCE],
    advice:
      'Meanwhile another message may spend the same coins: nothing may be awaited between looking and acting.',
  },
  {
    name: 'something is awaited after the tip was looked at',
    source: changes(...ASYNC, [PUSH, PAUSE + PUSH]),
    loses: [AT_ONCE],
    advice:
      'Meanwhile another block may have come: nothing may be awaited between looking and acting.',
  },
  {
    name: 'the announcer is asked for its status before it has its answer',
    source: changes(...ASYNC, TCP, [
      FETCH_LATER,
      `${FETCH_LATER}    if (announcer) await tcpClient(announcer, { type: 'getStatus' }).catch(() => {});\n`,
    ]),
    loses: [NO_WAIT],
    advice:
      'It does the same with you, and both stand still until time-out: answer first, ask later.',
  },
  {
    name: 'the announcer is asked at once, though the answer is not waited for',
    source: changes(TCP, [
      FETCH_LATER,
      `${FETCH_LATER}    if (announcer) void tcpClient(announcer, { type: 'getStatus' }).catch(() => {});\n`,
    ]),
    loses: [NO_WAIT],
    advice: 'It is called while it still waits for our answer: leave it to `fetchLater`.',
  },
  {
    name: 'the answer comes after a pause',
    source: changes(...ASYNC, [
      PUSH,
      `${PUSH}  await new Promise((resolve) => setTimeout(resolve, 50));\n`,
    ]),
    loses: [NO_WAIT],
    advice: 'Nothing here has to be awaited: answer at once.',
  },
];

const IMPORTS = reference(STEP).slice(0, reference(STEP).indexOf('/**'));

const STYLES = {
  'what waits is tried on a copy of the ledger, and appendBlock appends': changes(
    ['pushBlock, tip', 'appendBlock, tip'],
    [PUSH, '  appendBlock(chain, candidate, user.now());\n'],
    [
      APPLY,
      `  const trial = {
    genesis: chain.ledger.genesis,
    balances: new Map(chain.ledger.balances),
    transactions: new Map(chain.ledger.transactions),
  };
  for (const waiting of pending) if (waiting.from === payment.from) applyTransaction(trial, waiting);
  applyTransaction(trial, payment);
`,
    ],
  ),
  'one message after the other, in a queue': `${IMPORTS}
const queues = new WeakMap<UserState, Promise<unknown>>();

export function handleMsg(
  user: UserState,
  message: BlockMessage | TransactionMessage,
  announcer?: Endpoint,
): Promise<OkReply> {
  const before = queues.get(user) ?? Promise.resolve();
  const turn = before.then(
    async () => new Door(user, announcer).open(message),
  );
  queues.set(user, turn.catch(() => {}));
  return turn;
}

class Door {
  constructor(private user: UserState, private announcer?: Endpoint) {}

  open(message: BlockMessage | TransactionMessage): OkReply {
    switch (message.type) {
      case 'block':
        this.block(checkShape(message.block));
        break;
      case 'transaction':
        this.payment(checkTransactionShape(message.transaction));
    }
    return { type: 'ok' };
  }

  private block(block: ReturnType<typeof checkShape>): void {
    const { chain } = this.user;
    const [genesis] = chain.blocks;
    if (block.index === 0) {
      if (isDeepStrictEqual(block, genesis)) return;
      throw new Refusal('bad-genesis');
    }
    const height = chain.heights.get(block.previousHash);
    if (height === undefined) {
      checkWork(block, genesis.difficulty);
      this.user.fetchLater(this.announcer);
      throw new Refusal('unknown-parent');
    }
    validateBlock(block, chain.blocks[height], this.user.now());
    if (chain.heights.has(block.hash)) return;
    if (height + 1 < chain.blocks.length) throw new Refusal('not-longest');
    applyTransaction(chain.ledger, block.data);
    chain.heights.set(block.hash, chain.blocks.push(block) - 1);
    this.user.chainChanged();
  }

  private payment(payment: ReturnType<typeof checkTransactionShape>): void {
    const { address, chain, pending } = this.user;
    const { id, from, to, amount } = payment;
    if (to !== address || from === NETWORK) throw new Refusal('bad-transaction');
    const twin = [...pending, ...chain.blocks.map(({ data }) => data)].find((one) => one.id === id);
    if (twin) {
      const isSame =
        twin.from === from && twin.amount === amount && twin.signature === payment.signature;
      if (isSame) return;
      throw new Refusal('duplicate-transaction');
    }
    let left = balanceOf(chain.ledger, from);
    for (const waiting of pending) if (waiting.from === from) left -= waiting.amount;
    const balances = new Map([[from, Number.MAX_SAFE_INTEGER]]);
    applyTransaction({ ...chain.ledger, balances, transactions: new Map() }, payment);
    if (left < amount) throw new Refusal('insufficient-funds');
    if (pending.length >= MAX_PENDING) throw new Refusal('busy');
    pending.push(payment);
    this.user.pendingChanged();
  }
}
`,
  'something is awaited before anything is looked at': changes(...ASYNC, [
    "  if (message.type === 'block')",
    `${PAUSE}  if (message.type === 'block')`,
  ]),
};

export const mutants: Mutants = {
  wrong: MISTAKES,
  right: STYLES,
};
