import type * as HandleMsg from '../../../solution/handleMsg';
import { MAX_FUTURE_MS, MAX_PENDING, NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Endpoint, Transaction } from '../../../solution/supplied/types';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { announced, paid, ReceivingUser } from './ReceivingUser';
import type { Situation } from './ReceivingUser';
import { blockOn, genesisBlock, minedBlock, mint, withoutWork } from '../support/sampleBlocks';

const check = checksOf<typeof HandleMsg>('handleMsg');

/** The endpoint where the sender of a block listens. */
const ANNOUNCER: Endpoint = { host: '127.0.0.1', port: 6001 };

/** 1 January 2100, in milliseconds since 1970. */
const FAR_AHEAD = 4_102_444_800_000;

check(
  'A block on our tip goes on top, unless the ledger refuses it; then chainChanged is called once',
  {
    of: 'handleMsg',
    sentence: 7,
    points: 1,
    why: 'Users agree because each user adds exactly the blocks that the ledger accepts. A miner that does not know the new tip works on an old block.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, blocks } = user;
    for (const [words, before, data] of [
      ['block 1, a coin, on our genesis block', blocks.slice(0, 1), user.coin()],
      ['block 3, a coin, on our tip', blocks, user.coin()],
      ['block 3, a payment of 60 cents to us, on our tip', blocks, user.payment(alice, 60)],
    ] as const) {
      const block = blockOn(before[before.length - 1], data);
      const situation = { blocks: before };
      const handled = await user.mustAnswer(play, words, [announced(block)], ['ok'], situation);
      handled.mustHold([...before, block]);
      const { length } = before;
      handled.mustHaveCalled([
        {
          called: 'chainChanged',
          height: length,
          heights: length + 1,
          transactions: length + 1,
        },
      ]);
    }
    for (const [words, data, code] of badTransactions(user)) {
      const block = blockOn(user.tip, data);
      const tried = `block 3 on our tip, with ${words}`;
      const handled = await user.mustAnswer(play, tried, [announced(block, ANNOUNCER)], [code]);
      handled.mustHaveCalled([]);
    }
  },
);

check(
  'Everything that checkShape or checkTransactionShape refuses is bad-shape, and nothing else is thrown',
  {
    of: 'handleMsg',
    sentence: [1, 8],
    points: 0.5,
    why: 'A peer can send anything. If you read null like a block, the error stops the whole server.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { genesis, tip, alice } = user;
    const block = blockOn(tip, user.coin());
    const { hash, ...hashless } = block;
    const blocks: Record<string, unknown> = {
      'nothing at all': undefined,
      null: null,
      'a text': hash,
      'an array': [block],
      'an empty object': {},
      'a block without its hash': hashless,
      'a block with a field too many': { ...block, note: 'hello' },
      'a block whose nonce is a text': { ...block, nonce: '0' },
      'a block whose data is null': { ...block, data: null },
      'our genesis block with a field too many': { ...genesis, note: 'hello' },
      'a block whose parent we lack, with half a cent': {
        ...user.orphan(),
        data: { ...user.coin(), amount: 0.5 },
      },
    };
    for (const [words, candidate] of Object.entries(blocks)) {
      const tried = `${words}, announced as a block`;
      await user.mustAnswer(play, tried, [announced(candidate, ANNOUNCER)], ['bad-shape']);
    }
    const payment = user.payment(alice, 10);
    const { signature, ...unsigned } = payment;
    const payments: Record<string, unknown> = {
      'nothing at all': undefined,
      null: null,
      'an array': [payment],
      'a payment without its signature': unsigned,
      'a payment with a field too many': { ...payment, note: signature },
      'a payment of half a cent': { ...payment, amount: 0.5 },
      'a payment of 10 as a text': { ...payment, amount: '10' },
    };
    for (const [words, candidate] of Object.entries(payments)) {
      const tried = `${words}, sent as a payment`;
      await user.mustAnswer(play, tried, [paid(candidate)], ['bad-shape']);
    }
    await user.mustTakeBlock(play);
  },
);

check(
  'If we have a block’s parent, the block must pass validateBlock; otherwise the code of validateBlock',
  {
    of: 'handleMsg',
    sentence: 4,
    points: 0.5,
    why: 'The announcer made the block and can write anything into it. If you refuse what others accept, or accept what others refuse, your chain differs from theirs.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { genesis, blocks, tip } = user;
    const { difficulty, timestamp } = tip;
    const now = timestamp + 5000;
    const data = user.coin();
    const latest = now + MAX_FUTURE_MS;
    const [, first] = blocks;
    const cases: Array<[words: string, block: Block, answer: string, clock?: number]> = [
      ['block 3 with the index 4', blockOn(tip, data, { index: 4 }), 'bad-index'],
      [
        'block 3, older than its parent',
        blockOn(tip, data, { timestamp: timestamp - 1 }),
        'bad-timestamp',
      ],
      [
        'block 3, two minutes and 1 ms ahead of now()',
        blockOn(tip, data, { timestamp: latest + 1 }),
        'bad-timestamp',
      ],
      ['block 3, two minutes ahead of now()', blockOn(tip, data, { timestamp: latest }), 'ok'],
      [
        'block 3 of the year 2100, as it is by now()',
        blockOn(tip, data, { timestamp: FAR_AHEAD }),
        'ok',
        FAR_AHEAD,
      ],
      [
        'block 3 that declares no difficulty',
        blockOn(tip, data, { difficulty: 0 }),
        'bad-difficulty',
      ],
      [
        'block 3, changed by one cent after it was mined',
        withCentMore(blockOn(tip, data)),
        'bad-hash',
      ],
      ['block 3 without any work', withoutWork(blockOn(tip, data)), 'bad-work'],
      ['a block on block 1 with the index 3', blockOn(first, data, { index: 3 }), 'bad-index'],
      [
        'a block on our genesis block, older than that',
        blockOn(genesis, data, { timestamp: genesis.timestamp - 1 }),
        'bad-timestamp',
      ],
      [
        'a block on block 1 with a higher difficulty',
        blockOn(first, data, { difficulty: difficulty + 1 }),
        'bad-difficulty',
      ],
      ['a block on block 1 without any work', withoutWork(blockOn(first, data)), 'bad-work'],
      ['our block 2, with a cent more but its old hash', withCentMore(tip), 'bad-hash'],
    ];
    for (const [words, block, answer, clock = now] of cases) {
      const messages = [announced(block, ANNOUNCER)];
      await user.mustAnswer(play, words, messages, [answer], { now: clock });
    }
  },
);

check(
  'A block that is on our chain already is ok, and nothing changes; a different genesis is bad-genesis',
  {
    of: 'handleMsg',
    sentence: [2, 5, 7],
    points: 0.5,
    why: 'If our answer was lost, the sender sends the block again. If you then refuse it, the sender believes that you are on another chain. A different genesis block belongs to a different network.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { blocks, genesis, tip } = user;
    for (const [words, block] of [
      ['our newest block', tip],
      ['our block 1', blocks[1]],
      ['our genesis block', genesis],
      ['our genesis block, with its fields in reverse order', reversed(genesis)],
    ] as const) {
      const handled = await user.mustAnswer(play, words, [announced(block)], ['ok']);
      handled.mustChangeNothing();
      handled.mustHaveCalled([]);
    }
    const block = blockOn(tip, user.coin());
    const messages = [announced(block), announced(block)];
    const twice = await user.mustAnswer(play, 'block 3 on our tip, twice', messages, ['ok', 'ok']);
    twice.mustHold([...blocks, block]);
    twice.mustHaveCalledAtMostOnce('chainChanged');
    for (const [words, other] of [
      ['another network’s genesis block', genesisBlock(random)],
      ['a genesis block with our hash, and a different time', { ...genesis, timestamp: 0 }],
    ] as const) {
      await user.mustAnswer(play, words, [announced(other)], ['bad-genesis']);
    }
  },
);

check(
  'If a block’s parent is below our tip: not-longest, and the block is not stored',
  {
    of: 'handleMsg',
    sentence: [3, 6],
    points: 0.5,
    why: 'Two miners often find a block at the same time. If each user changes to the block that came last, users never agree. If you store such blocks, an attacker can fill your memory.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { genesis, blocks, alice } = user;
    const sibling = blockOn(blocks[1], user.coin());
    for (const [words, block] of [
      ['another block 2 on our block 1', sibling],
      ['another block 1 on our genesis block', blockOn(genesis, user.coin())],
      [
        'another block 2, in which alice spends more than she has',
        blockOn(blocks[1], user.payment(alice, 101)),
      ],
    ] as const) {
      const messages = [announced(block, ANNOUNCER)];
      const handled = await user.mustAnswer(play, words, messages, ['not-longest']);
      handled.mustChangeNothing();
      handled.mustHaveCalled([]);
    }
    const child = blockOn(sibling, user.coin());
    const both = await user.mustAnswer(
      play,
      'another block 2 on our block 1, then a block 3 on that',
      [announced(sibling), announced(child)],
      ['not-longest', 'unknown-parent'],
    );
    both.mustChangeNothing();
  },
);

check(
  'If we lack a block’s parent and the block has work: fetchLater(announcer) once, then unknown-parent',
  {
    of: 'handleMsg',
    sentence: 3,
    points: 0.5,
    why: 'The announcer has blocks that we lack. If we do not ask for them, we stay on the wrong chain.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { genesis, alice } = user;
    const [foreign] = mint(genesis, [user.coin()]);
    for (const [words, block, announcer] of [
      ['a block 4 on a block 3 that we lack', user.orphan(), ANNOUNCER],
      ['the same block, from a user without a port', user.orphan(), undefined],
      ['a block 2 on a block 1 that we lack', blockOn(foreign, user.coin()), ANNOUNCER],
      [
        'a block 3 on a block 2 that we lack, with a payment that alice cannot make yet',
        blockOn(blockOn(user.blocks[1], user.coin()), user.payment(alice, 101)),
        ANNOUNCER,
      ],
    ] as const) {
      const messages = [announced(block, announcer)];
      const handled = await user.mustAnswer(play, words, messages, ['unknown-parent']);
      handled.mustHaveCalled([{ called: 'fetchLater', from: announcer }]);
    }
  },
);

check(
  'A block whose parent we lack must pass checkWork; otherwise the code of checkWork, and no fetchLater',
  {
    of: 'handleMsg',
    sentence: 3,
    points: 1,
    why: 'If you do not check the work, each block without work makes you open a connection. Such blocks cost an attacker nothing, and the attacker chooses the host that you connect to.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const orphan = user.orphan();
    const { difficulty } = orphan;
    for (const [words, block, code] of [
      ['changed by one cent after it was mined', withCentMore(orphan), 'bad-hash'],
      ['without any work', withoutWork(orphan), 'bad-work'],
      [
        'with difficulty 0 and no work',
        withoutWork({ ...orphan, difficulty: 0 }),
        'bad-difficulty',
      ],
      [
        'with a higher difficulty and its work',
        minedBlock({ ...orphan, difficulty: difficulty + 1 }),
        'bad-difficulty',
      ],
    ] as const) {
      const tried = `a block whose parent we lack, ${words}`;
      const handled = await user.mustAnswer(play, tried, [announced(block, ANNOUNCER)], [code]);
      handled.mustHaveCalled([]);
    }
  },
);

check(
  'A payment to us goes to the end of pending; then pendingChanged is called once',
  {
    of: 'handleMsg',
    sentence: 13,
    points: 0.5,
    why: 'Payments are minted in the order in which they came. If the miner is not told of a payment, it rests while the payment waits.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice } = user;
    const [waiting, next, last] = [30, 20, 50].map((amount) => user.payment(alice, amount));
    const handled = await user.mustAnswer(
      play,
      'a payment of 20 cents by alice, then one of 50; another of 30 waits, and she owns 100',
      [paid(next), paid(last)],
      ['ok', 'ok'],
      { pending: [waiting] },
    );
    handled.mustWait([waiting, next, last]);
    handled.mustHaveCalled([
      { called: 'pendingChanged', pending: 2 },
      { called: 'pendingChanged', pending: 3 },
    ]);
    handled.mustHold(user.blocks);
  },
);

check(
  'A payment must be to us, not from network, and follow the ledger’s rules; otherwise the rule’s code',
  {
    of: 'handleMsg',
    sentence: [9, 11],
    points: 0.5,
    why: 'We mint only payments to ourselves. If we mint a payment that breaks a rule, all others refuse our block, and we lose the work.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { bob, alice, carol } = user;
    const fair = user.payment(alice, 50);
    const elsewhere = new ReceivingUser(random).signedBy(alice, fair);
    const BAD = 'bad-transaction';
    // All senders here own the amounts that they pay.
    const blocks = user.after(user.coin(bob));
    const cases: Array<[words: string, payment: Transaction, code: string]> = [
      ['from alice to carol', user.payment(alice, 50, { to: carol.address }), BAD],
      ['from alice to network', user.payment(alice, 50, { to: NETWORK }), BAD],
      ['from network to us: a coin without a block', user.coin(), BAD],
      ['from ourselves to ourselves', user.payment(bob, 50), BAD],
      ['of 0 cents', user.payment(alice, 0), BAD],
      ['of minus 50 cents', user.payment(alice, -50), BAD],
      ['by alice that carol signed', user.signedBy(carol, fair), 'bad-signature'],
      ['by alice, without a signature', { ...fair, signature: '' }, 'bad-signature'],
      ['of a cent more than alice signed', { ...fair, amount: 51 }, 'bad-signature'],
      ['that alice signed for another network', elsewhere, 'bad-signature'],
    ];
    for (const [words, payment, code] of cases) {
      const tried = `a payment ${words}`;
      const handled = await user.mustAnswer(play, tried, [paid(payment)], [code], { blocks });
      handled.mustHaveCalled([]);
    }
  },
);

check(
  'The same payment again is ok, and nothing changes; another one with the same id is duplicate-transaction',
  {
    of: 'handleMsg',
    sentence: 10,
    points: 1,
    why: 'If our answer was lost, the sender sends the payment again. If you refuse it, the sender believes that it failed; if you add it again, it waits twice. Each id can be minted only once.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, carol } = user;
    const payment = user.payment(alice, REWARD);
    const { id } = payment;
    const TAKEN = ['duplicate-transaction'];
    const waits: Situation = { pending: [payment] };
    const isMinted: Situation = { blocks: user.after(payment) };
    const others: Array<[words: string, payment: Transaction]> = [
      ['a payment with a different amount and its id', user.payment(alice, 10, { id })],
      ['a payment of carol’s with its id', user.payment(carol, REWARD, { id })],
      ['the same, with a different amount but the old signature', { ...payment, amount: 10 }],
      ['the same, but signed by carol', user.signedBy(carol, payment)],
    ];
    for (const [where, situation] of [
      ['that already waits', waits],
      ['that is on our chain', isMinted],
    ] as const) {
      for (const [words, same] of [
        [`a payment ${where}, of all that alice owned`, payment],
        [`a payment ${where}, with its fields in reverse order`, reversed(payment)],
      ] as const) {
        const handled = await user.mustAnswer(play, words, [paid(same)], ['ok'], situation);
        handled.mustChangeNothing();
        handled.mustHaveCalled([]);
      }
      for (const [words, other] of others) {
        const tried = `a payment ${where}, and now ${words}`;
        await user.mustAnswer(play, tried, [paid(other)], TAKEN, situation);
      }
    }
    const taken = user.payment(carol, 10, { id: user.tip.data.id });
    await user.mustAnswer(
      play,
      'a payment with the id of a coin on our chain',
      [paid(taken)],
      TAKEN,
    );
    const both = [paid(payment), paid(payment)];
    const twice = await user.mustAnswer(play, 'a payment, twice', both, ['ok', 'ok']);
    twice.mustWait([payment]);
    twice.mustHaveCalledAtMostOnce('pendingChanged');
  },
);

check(
  'A payment’s sender must own the amount and all the sender’s waiting amounts together',
  {
    of: 'handleMsg',
    sentence: 11,
    points: 1,
    why: 'A sender can promise the same coins twice. If you look only at the balance, you accept both payments, and one is never paid.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, carol, bob } = user;
    const pay = (amount: number, from = alice): Transaction => user.payment(from, amount);
    const POOR = 'insufficient-funds';
    const spent = user.after(user.signedBy(alice, { ...pay(80), to: carol.address }));
    const cases: Array<
      [words: string, waiting: Transaction[], amount: number, answer: string, blocks?: Block[]]
    > = [
      ['nothing waits', [], 101, POOR],
      ['60 of hers wait', [pay(60)], 41, POOR],
      ['60 of hers wait', [pay(60)], 40, 'ok'],
      ['30, 30 and 30 of hers wait', [pay(30), pay(30), pay(30)], 11, POOR],
      ['30, 30 and 30 of hers wait', [pay(30), pay(30), pay(30)], 10, 'ok'],
      ['all 100 of hers wait', [pay(100)], 1, POOR],
      ['90 of carol’s wait', [pay(90, carol)], 100, 'ok'],
      ['60 of hers wait, but she has spent 80 elsewhere since then', [pay(60)], 1, POOR, spent],
      ['she has spent 80 elsewhere', [], 21, POOR, spent],
      ['she has spent 80 elsewhere', [], 20, 'ok', spent],
    ];
    for (const [words, pending, amount, answer, blocks = user.blocks] of cases) {
      const tried = `a payment of ${amount} cents by alice, who got a coin of 100: ${words}`;
      const messages = [paid(pay(amount))];
      await user.mustAnswer(play, tried, messages, [answer], { pending, blocks });
    }
    const poor = new ReceivingUser(random).alice;
    await user.mustAnswer(
      play,
      'a payment of 1 cent by a user who never owned anything',
      [paid(pay(1, poor))],
      [POOR],
    );
    await user.mustAnswer(
      play,
      'a payment of 101 cents by alice, who owns 100, to us, who own 100',
      [paid(pay(101))],
      [POOR],
      { blocks: user.after(user.coin(bob)) },
    );
  },
);

check(
  `If ${MAX_PENDING} payments wait already, a new one is busy`,
  {
    of: 'handleMsg',
    sentence: [10, 11, 12],
    points: 0.5,
    ms: 3500,
    why: 'Without a limit, an attacker can fill your memory with payments. busy means that the payment may succeed later, so only a valid new payment gets this code.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, carol } = user;
    const coins = Array.from({ length: MAX_PENDING / REWARD }, () => user.coin(alice));
    const blocks = user.after(...coins);
    const pending = Array.from({ length: MAX_PENDING - 1 }, () => user.payment(alice, 1));
    const [last, surplus] = [user.payment(alice, 1), user.payment(alice, 1)];
    const handled = await user.mustAnswer(
      play,
      `with ${MAX_PENDING - 1} payments waiting, two more; then the first of these again, and a payment of more than its sender owns`,
      [last, surplus, last, user.payment(carol, 101)].map(paid),
      ['ok', 'busy', 'ok', 'insufficient-funds'],
      { blocks, pending },
    );
    handled.mustWait([...pending, last]);
    handled.mustHold(blocks);
  },
);

check(
  'Messages handled at once give the same result as one after the other',
  {
    of: 'handleMsg',
    sentence: 14,
    points: 1,
    why: 'During each await, other messages are handled, and what you checked may no longer be true. Then the same coins are promised twice.',
  },
  async (tools) => {
    const user = new ReceivingUser(tools.random);
    const { alice, blocks, tip } = user;
    const [one, other] = [user.payment(alice, 60), user.payment(alice, 60)];
    const [block, sibling] = [blockOn(tip, user.coin()), blockOn(tip, user.coin())];
    const eitherOnTop = [block, sibling].map((top) => [...blocks, top]);
    await user.mustEndWellAtOnce(tools, {
      words: 'two payments of 60 cents by alice, who owns 100',
      messages: [paid(one), paid(other)],
      mendFirst: 'sentence 11',
      demand: (handled) => {
        handled.mustAnswerInSomeOrder('ok', 'insufficient-funds');
        handled.mustWaitOneOf([one, other]);
      },
    });
    await user.mustEndWellAtOnce(tools, {
      words: 'the same payment twice',
      messages: [paid(one), paid(one)],
      mendFirst: 'sentence 10',
      demand: (handled) => {
        handled.mustAnswer('ok', 'ok');
        handled.mustWait([one]);
      },
    });
    await user.mustEndWellAtOnce(tools, {
      words: 'two different blocks 3 on our tip',
      messages: [announced(block), announced(sibling)],
      mendFirst: 'sentences 4, 6 and 7',
      demand: (handled) => {
        handled.mustAnswerInSomeOrder('ok', 'not-longest');
        handled.mustHoldAny(eitherOnTop);
      },
    });
    await user.mustEndWellAtOnce(tools, {
      words: 'the same block 3 twice',
      messages: [announced(block), announced(block)],
      mendFirst: 'sentences 5 and 7',
      demand: (handled) => {
        handled.mustAnswer('ok', 'ok');
        handled.mustHold([...blocks, block]);
      },
    });
    await user.mustEndWellAtOnce(tools, {
      words: 'block 3 on our tip, and a page of blocks that was fetched and brings another block 3',
      messages: [announced(block)],
      rival: sibling,
      mendFirst: 'sentence 7',
      demand: (handled) => handled.mustHoldAny(eitherOnTop),
    });
  },
);

check(
  'Before the answer, handleMsg asks no peer, and waits for nothing',
  {
    of: 'handleMsg',
    sentence: 15,
    points: 0.5,
    why: 'The sender waits for our answer. If we wait for the sender’s answer first, both wait until the time-out.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, blocks, tip } = user;
    for (const [words, message] of [
      ['block 3 on our tip', announced(blockOn(tip, user.coin()), ANNOUNCER)],
      ['a block whose parent we lack', announced(user.orphan(), ANNOUNCER)],
      ['another block 2', announced(blockOn(blocks[1], user.coin()), ANNOUNCER)],
      ['a payment', paid(user.payment(alice, 10))],
      ['a payment that is too large', paid(user.payment(alice, 101))],
    ] as const) {
      await user.mustAnswerInOneTurn(play, words, message);
    }
    await user.mustTakeBlock(play);
  },
);

check(
  'A refused message changes nothing: not the chain, not the ledger, not pending',
  {
    of: 'handleMsg',
    sentence: 16,
    points: 0.5,
    why: 'All other users refuse this message too. If it changes your chain or ledger, yours differ from theirs, and later you refuse valid blocks.',
  },
  async ({ play, random }) => {
    const user = new ReceivingUser(random);
    const { alice, blocks, tip } = user;
    const pending = [user.payment(alice, 60)];
    const orphan = user.orphan();
    const refused = [
      ...badTransactions(user).flatMap(([words, data]) => [
        [`block 3 with ${words}`, announced(blockOn(tip, data))] as const,
        [words, paid(data)] as const,
      ]),
      ['block 3 without any work', announced(withoutWork(blockOn(tip, user.coin())))],
      ['another block 2', announced(blockOn(blocks[1], user.coin()))],
      ['a block whose parent we lack', announced(orphan)],
      ['the same, without any work', announced(withoutWork(orphan))],
      ['another network’s genesis block', announced(genesisBlock(random))],
      ['a payment of more than alice has left', paid(user.payment(alice, 41))],
    ] as const;
    for (const [words, message] of refused) {
      const handled = await user.handle(play, words, [message], { pending });
      if (handled.refused) handled.mustChangeNothing();
    }
    await user.mustTakeBlock(play);
  },
);

/**
 * Returns transactions that the ledger of bob's chain refuses. Each transaction has the code of its
 * refusal.
 */
function badTransactions(
  user: ReceivingUser,
): Array<[words: string, transaction: Transaction, code: string]> {
  const { alice, carol, blocks } = user;
  const { data } = blocks[1];
  return [
    ['a payment of more than its sender owns', user.payment(alice, 101), 'insufficient-funds'],
    ['a coin of two', { ...user.coin(), amount: 2 * REWARD }, 'bad-reward'],
    ['a coin for network', { ...user.coin(), to: NETWORK }, 'bad-transaction'],
    [
      'a payment by alice that carol signed',
      user.signedBy(carol, user.payment(alice, 10)),
      'bad-signature',
    ],
    ['a coin that was minted before', data, 'duplicate-transaction'],
    [
      'a payment with an id that is taken',
      user.payment(alice, 10, { id: data.id }),
      'duplicate-transaction',
    ],
  ];
}

/** Returns the block with one more cent in its transaction. The hash stays the same. */
function withCentMore(block: Block): Block {
  return { ...block, data: { ...block.data, amount: block.data.amount + 1 } };
}

function reversed<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).reverse()) as T;
}
