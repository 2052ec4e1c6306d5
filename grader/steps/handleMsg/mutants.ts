import { reference, replaceOnce } from '../support/reference';
import type { Mutant, Mutants } from '../support/Mutants';

const STEP = 'handleMsg';
const ON_TOP = 'A block on our tip goes on top';
const SHAPE = 'Everything that checkShape';
const VALID = 'If we have a block’s';
const KNOWN = 'A block that is on our chain already';
const BELOW = 'If a block’s parent is below our tip';
const FETCH = 'If we lack a block’s';
const GARBAGE = 'A block whose parent we lack';
const JOINS = 'A payment to us';
const RULES = 'A payment must';
const AGAIN = 'The same payment again is ok';
const FUNDS = 'A payment’s sender must';
const BUSY = 'If 1000 payments wait';
const AT_ONCE = 'Messages handled at once';
const NO_WAIT = 'Before the answer';
const NOTHING = 'A refused message';

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
    name: 'the miner does not hear of a new tip',
    source: replaceOnce(STEP, CHANGED, ''),
    loses: [ON_TOP],
    advice:
      'The miner continues on the old block, and this work is lost. Call `user.chainChanged()`.',
  },
  {
    name: 'chainChanged is called before the chain has changed',
    source: changes([PUSH, ''], [CHANGED, CHANGED + PUSH]),
    loses: [ON_TOP],
    advice:
      'The miner then hears of the old tip. Change the chain first, then call `chainChanged`.',
  },
  {
    name: 'the ledger is not checked',
    source: replaceOnce(
      STEP,
      PUSH,
      'chain.blocks.push(block);\n  chain.heights.set(block.hash, block.index);\n',
    ),
    loses: [ON_TOP, KNOWN, AT_ONCE],
    advice:
      'Then a stolen payment gets onto our chain. Call `applyTransaction` before you append the block.',
  },
  {
    name: 'the block is appended before the ledger is checked',
    source: replaceOnce(
      STEP,
      PUSH,
      `chain.blocks.push(block);
      chain.heights.set(block.hash, block.index);
      applyTransaction(chain.ledger, block.data);\n`,
    ),
    loses: [NOTHING],
    advice: 'A block that the ledger refuses is then on the chain. Call `applyTransaction` first.',
  },
  {
    name: 'the shape of a message is not checked',
    source: changes(
      ['checkShape(candidate);', 'candidate as ReturnType<typeof checkShape>;'],
      [
        'checkTransactionShape(candidate);',
        'candidate as ReturnType<typeof checkTransactionShape>;',
      ],
    ),
    loses: [SHAPE],
    advice: 'A peer can send anything, so reading a field can fail. Check the shape first.',
  },
  {
    name: 'a block is not validated',
    source: replaceOnce(STEP, VALIDATE, ''),
    loses: [VALID],
    advice:
      'Then any user can write our chain. Call `validateBlock` with the block and its parent.',
  },
  {
    name: 'the system clock is read',
    source: replaceOnce(STEP, 'user.now()', 'Date.now()'),
    loses: [VALID],
    advice: 'Tests and labs must be able to set the time. Use `user.now()`.',
  },
  {
    name: 'a block with a known hash is not checked',
    source: changes([IF_KNOWN, ''], [VALIDATE, IF_KNOWN + VALIDATE]),
    loses: [VALID],
    advice:
      'An attacker can copy a known hash into any block. Validate the block before you trust its hash.',
  },
  {
    name: 'a block on a lower parent is not validated',
    source: changes([IF_TIP, ''], [VALIDATE, IF_TIP + VALIDATE]),
    loses: [VALID, KNOWN, AT_ONCE],
    advice:
      'It must get the code of the rule that it breaks. Validate it first, then refuse it with `not-longest`.',
  },
  {
    name: 'the genesis block is handled like other blocks',
    source: replaceOnce(STEP, IF_GENESIS, ''),
    loses: [KNOWN],
    advice: 'It has no parent to check against. Compare it with our genesis block.',
  },
  {
    name: 'a block with the hash of our genesis block is accepted as genesis',
    source: replaceOnce(STEP, '!isDeepStrictEqual(block, genesis)', 'block.hash !== genesis.hash'),
    loses: [KNOWN],
    advice: 'An attacker can copy this hash. Compare all fields.',
  },
  {
    name: 'a block that we already have is refused',
    source: replaceOnce(STEP, IF_KNOWN, ''),
    loses: [KNOWN, AT_ONCE],
    advice:
      'The sender may send again because our answer was lost. Answer `ok` if the block is on our chain.',
  },
  {
    name: 'a block on a lower parent is put on top',
    source: replaceOnce(STEP, IF_TIP, ''),
    loses: [BELOW, AT_ONCE],
    advice:
      'The chain then has a wrong link. Append only a block whose parent is our tip; otherwise refuse with `not-longest`.',
  },
  {
    name: 'a missing parent is read, as in nambrot',
    source: replaceOnce(STEP, 'if (parent === undefined) {', 'if (parent!.index < 0) {'),
    loses: [BELOW, FETCH, GARBAGE, NO_WAIT, NOTHING],
    advice:
      'A missing parent is `undefined`, so reading it fails. Check whether we have the parent first.',
  },
  {
    name: 'the parent is looked up by its height',
    source: replaceOnce(
      STEP,
      'if (parent === undefined) {',
      "if (block.index <= tip(chain).index && parent === undefined) throw new Refusal('not-longest');\n  if (parent === undefined) {",
    ),
    loses: [FETCH],
    advice: 'Two blocks of the same height can differ. Look up the parent by its hash.',
  },
  {
    name: 'the announcer is not passed to fetchLater',
    source: replaceOnce(STEP, 'fetchLater(announcer)', 'fetchLater()'),
    loses: [FETCH],
    advice: 'Then we do not know which peer has the parent. Call `fetchLater(announcer)`.',
  },
  {
    name: 'fetchLater is not called for a missing parent',
    source: replaceOnce(STEP, '    user.fetchLater(announcer);\n', ''),
    loses: [FETCH],
    advice:
      'Then a user that misses one block misses all later blocks too. Call `fetchLater` with the announcer.',
  },
  {
    name: 'fetchLater is called for a block without work',
    source: replaceOnce(STEP, IF_WORK, ''),
    loses: [GARBAGE],
    advice: 'Then an attacker can make us open connections at no cost. Call `checkWork` first.',
  },
  {
    name: 'fetchLater is called before the work is checked',
    source: changes([FETCH_LATER, ''], [IF_WORK, FETCH_LATER + IF_WORK]),
    loses: [GARBAGE],
    advice:
      'Then an attacker can make us open connections at no cost. Call `checkWork` before `fetchLater`.',
  },
  {
    name: 'the required difficulty is the difficulty in the block',
    source: replaceOnce(
      STEP,
      'checkWork(block, genesis.difficulty)',
      'checkWork(block, block.difficulty)',
    ),
    loses: [GARBAGE],
    advice: 'An attacker then chooses difficulty 0. Use the difficulty of our genesis block.',
  },
  {
    name: 'a block without its parent is stored',
    source: replaceOnce(
      STEP,
      FETCH_LATER,
      FETCH_LATER + 'chain.heights.set(block.hash, block.index);\n',
    ),
    loses: [BELOW, NOTHING],
    advice:
      'An attacker can then fill our memory. Do not store the block: it is fetched when it is needed.',
  },
  {
    name: 'the miner does not hear of a payment',
    source: replaceOnce(STEP, '  user.pendingChanged();\n', ''),
    loses: [JOINS],
    advice: 'The miner then rests while a payment waits. Call `user.pendingChanged()`.',
  },
  {
    name: 'a new payment goes to the beginning of pending',
    source: replaceOnce(STEP, 'pending.push(payment)', 'pending.unshift(payment)'),
    loses: [JOINS, BUSY],
    advice: 'Payments are minted in the order in which they came. Put a new payment at the end.',
  },
  {
    name: 'a payment to another user is accepted',
    source: replaceOnce(
      STEP,
      "if (payment.to !== user.address) throw new Refusal('bad-transaction', 'this is not ours to mint');",
      '',
    ),
    loses: [RULES],
    advice: 'We mint only payments to ourselves. Refuse the others with `bad-transaction`.',
  },
  {
    name: 'only the balance is checked',
    source: replaceOnce(
      STEP,
      APPLY,
      "if (spendable < payment.amount) throw new Refusal('insufficient-funds');\n",
    ),
    loses: [RULES],
    advice: 'Then a payment without a right signature is accepted. Check all rules of the ledger.',
  },
  {
    name: 'the same payment again is refused as a duplicate',
    source: replaceOnce(STEP, IF_SAME, "    throw new Refusal('duplicate-transaction');\n"),
    loses: [AGAIN, BUSY, AT_ONCE],
    advice:
      'The sender may send again because our answer was lost. Answer `ok` to the same payment.',
  },
  {
    name: 'any payment with a known id is taken for the same payment',
    source: replaceOnce(STEP, IF_SAME, ''),
    loses: [AGAIN],
    advice: 'A different payment with this id can never be minted. Compare all fields.',
  },
  {
    name: 'payments are compared without their signature',
    source: replaceOnce(
      STEP,
      IF_SAME,
      `    const { from, to, amount } = known;
    const isSame = from === payment.from && to === payment.to && amount === payment.amount;
    if (!isSame) throw new Refusal('duplicate-transaction');
`,
    ),
    loses: [AGAIN],
    advice: 'The signature may be wrong. A payment is the same only if all five fields are equal.',
  },
  {
    name: 'only the chain is searched for the id',
    source: replaceOnce(STEP, ' ?? pending.find(({ id }) => id === payment.id)', ''),
    loses: [AGAIN, BUSY, AT_ONCE],
    advice: 'A payment with this id may wait already. Search `pending` too.',
  },
  {
    name: 'the waiting payments are not subtracted',
    source: replaceOnce(STEP, OWED, ')'),
    loses: [FUNDS, AT_ONCE],
    advice:
      "Two payments can then spend the same coins. Subtract the sender's waiting payments from the balance.",
  },
  {
    name: 'the waiting payments of all senders are subtracted',
    source: replaceOnce(
      STEP,
      '.filter(({ from }) => from === payment.from)',
      '.filter(() => true)',
    ),
    loses: [FUNDS],
    advice: 'You then refuse valid payments. Subtract only the payments of the same sender.',
  },
  {
    name: 'the payment is applied to the real ledger',
    source: replaceOnce(
      STEP,
      APPLY,
      `if (spendable < payment.amount) throw new Refusal('insufficient-funds');
      applyTransaction(chain.ledger, payment);\n`,
    ),
    loses: [JOINS, BUSY],
    advice: 'Only a block changes the ledger. Apply the payment to a copy.',
  },
  {
    name: 'a payment that gets busy is still taken from the ledger',
    source: replaceOnce(
      STEP,
      IF_FULL,
      IF_FULL.replace(
        'throw',
        '{\n    applyTransaction(chain.ledger, payment);\n    throw',
      ).replace(/;\n$/, ';\n  }\n'),
    ),
    loses: [BUSY],
    advice: 'A refused message changes nothing. Check for room before you change anything.',
  },
  {
    name: 'pending has no limit',
    source: replaceOnce(STEP, IF_FULL, ''),
    loses: [BUSY],
    advice:
      'An attacker can then fill our memory. Refuse with `busy` if `MAX_PENDING` payments wait.',
  },
  {
    name: 'with a full queue, even a waiting payment is refused',
    source: changes(
      [IF_FULL, ''],
      ['  const { chain, pending } = user;\n', `  const { chain, pending } = user;\n${IF_FULL}`],
    ),
    loses: [BUSY],
    advice: 'A payment that waits already is `ok`. Check for it before you check for room.',
  },
  {
    name: 'handleMsg awaits after it has read the balance',
    source: changes(...ASYNC, [IF_FULL, IF_FULL + PAUSE]),
    loses: [AT_ONCE],
    advice:
      'Another message can spend the same coins during the `await`. Do not await between reading and changing.',
  },
  {
    name: 'handleMsg awaits after it has read the tip',
    source: changes(...ASYNC, [PUSH, PAUSE + PUSH]),
    loses: [AT_ONCE],
    advice: 'Another block can come during the `await`. Do not await between reading and changing.',
  },
  {
    name: 'the announcer is asked for its status before it has its answer',
    source: changes(...ASYNC, TCP, [
      FETCH_LATER,
      `${FETCH_LATER}    if (announcer) await tcpClient(announcer, { type: 'getStatus' }).catch(() => {});\n`,
    ]),
    loses: [NO_WAIT],
    advice:
      'Two users can then wait for each other until the time-out. Answer first: `fetchLater` asks later.',
  },
  {
    name: 'the announcer is asked at once, without waiting for its answer',
    source: changes(TCP, [
      FETCH_LATER,
      `${FETCH_LATER}    if (announcer) void tcpClient(announcer, { type: 'getStatus' }).catch(() => {});\n`,
    ]),
    loses: [NO_WAIT],
    advice: 'It still waits for our answer. Leave the request to `fetchLater`.',
  },
  {
    name: 'the answer comes after a pause',
    source: changes(...ASYNC, [
      PUSH,
      `${PUSH}  await new Promise((resolve) => setTimeout(resolve, 50));\n`,
    ]),
    loses: [NO_WAIT],
    advice: 'The sender then waits for nothing. Answer at once.',
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
