import type * as HandleMsg from '../../../solution/handleMsg';
import { MAX_FUTURE_MS, MAX_PENDING, NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Draft, Endpoint, Transaction } from '../../../solution/supplied/types';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { announced, Buyer, paid } from './Buyer';
import type { Circumstances } from './Buyer';
import { finished } from '../support/finished';
import { blockOn, genesisBlock, mint } from '../support/grow';

const check = checksOf<typeof HandleMsg>('handleMsg');

/** Where whoever announces a block says that it listens. */
const ANNOUNCER: Endpoint = { host: '127.0.0.1', port: 6001 };

/** 1 January 2100, in milliseconds since 1970. */
const FAR_AHEAD = 4_102_444_800_000;

check(
  'A block on our tip goes on top unless the ledger refuses it; chainChanged is called once, after that',
  {
    of: 'handleMsg',
    sentence: 7,
    points: 1,
    why: 'This is how users come to agree: each puts on what its ledger accepts, and nothing else. And a miner that is not told of the new tip works on, on a block that is no longer the newest.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, blocks } = buyer;
    for (const [words, before, data] of [
      ['block 1, a coin, on our genesis block', blocks.slice(0, 1), buyer.coin()],
      ['block 3, a coin, on our tip', blocks, buyer.coin()],
      ['block 3, a payment of 60 cents to us, on our tip', blocks, buyer.payment(alice, 60)],
    ] as const) {
      const block = blockOn(before[before.length - 1], data);
      const circumstances = { blocks: before };
      const visit = await buyer.mustAnswer(play, words, [announced(block)], ['ok'], circumstances);
      visit.mustHold([...before, block]);
      const { length } = before;
      visit.mustNote([{ called: 'chainChanged', height: length, transactions: length + 1 }]);
    }
    for (const [words, data, code] of badTransactions(buyer)) {
      const block = blockOn(buyer.tip, data);
      const tried = `block 3 on our tip, with ${words}`;
      const visit = await buyer.mustAnswer(play, tried, [announced(block, ANNOUNCER)], [code]);
      visit.mustNote([]);
    }
  },
);

check(
  'What checkShape or checkTransactionShape refuses is bad-shape, and nothing else is thrown',
  {
    of: 'handleMsg',
    sentence: [1, 8],
    points: 0.5,
    why: 'What a peer sends is bytes, not yet a block or a payment. One null that is read as if it were one stops the whole server.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { genesis, tip, alice } = buyer;
    const block = blockOn(tip, buyer.coin());
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
        ...buyer.orphan(),
        data: { ...buyer.coin(), amount: 0.5 },
      },
    };
    for (const [words, candidate] of Object.entries(blocks)) {
      const tried = `${words}, announced as a block`;
      await buyer.mustAnswer(play, tried, [announced(candidate, ANNOUNCER)], ['bad-shape']);
    }
    const payment = buyer.payment(alice, 10);
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
      await buyer.mustAnswer(play, tried, [paid(candidate)], ['bad-shape']);
    }
  },
);

check(
  'A block whose parent we have must pass validateBlock on it, else that code',
  {
    of: 'handleMsg',
    sentence: 4,
    points: 0.5,
    why: 'Who announces a block has made it, and can write into it whatever it likes; nobody else looks at it before it is on our chain. And if you refuse what all others accept, your chain is soon another than theirs.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { genesis, blocks, tip } = buyer;
    const { difficulty, timestamp } = tip;
    const now = timestamp + 5000;
    const data = buyer.coin();
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
      ['block 3, given a cent more after it was mined', dearer(blockOn(tip, data)), 'bad-hash'],
      ['block 3 without any work', idle(blockOn(tip, data)), 'bad-work'],
      ['a block on block 1 with the index 3', blockOn(first, data, { index: 3 }), 'bad-index'],
      [
        'a block on our genesis block, older than that',
        blockOn(genesis, data, { timestamp: genesis.timestamp - 1 }),
        'bad-timestamp',
      ],
      [
        'a block on block 1 that declares more difficulty',
        blockOn(first, data, { difficulty: difficulty + 1 }),
        'bad-difficulty',
      ],
      ['a block on block 1 without any work', idle(blockOn(first, data)), 'bad-work'],
      ['our block 2, given a cent more but with its old hash', dearer(tip), 'bad-hash'],
    ];
    for (const [words, block, answer, clock = now] of cases) {
      const said = [announced(block, ANNOUNCER)];
      await buyer.mustAnswer(play, words, said, [answer], { now: clock });
    }
  },
);

check(
  'A block that is on our chain already is ok, and nothing changes; another genesis is bad-genesis',
  {
    of: 'handleMsg',
    sentence: [2, 5, 7],
    points: 0.5,
    why: 'If our answer was lost, the sender asks again: what we have is no news, and nobody is to blame for it. But whoever has another genesis block, even one that bears our hash, is of another network.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { blocks, genesis, tip } = buyer;
    for (const [words, block] of [
      ['our newest block', tip],
      ['our block 1', blocks[1]],
      ['our genesis block', genesis],
      ['our genesis block, with its fields in reverse order', reversed(genesis)],
    ] as const) {
      const visit = await buyer.mustAnswer(play, words, [announced(block)], ['ok']);
      visit.mustChangeNothing();
      visit.mustNote([]);
    }
    const block = blockOn(tip, buyer.coin());
    const said = [announced(block), announced(block)];
    const twice = await buyer.mustAnswer(play, 'block 3 on our tip, twice', said, ['ok', 'ok']);
    twice.mustHold([...blocks, block]);
    twice.mustNoteOnce('chainChanged');
    for (const [words, other] of [
      ['another network’s genesis block', genesisBlock(random)],
      ['a genesis block with our hash, and another time in it', { ...genesis, timestamp: 0 }],
    ] as const) {
      await buyer.mustAnswer(play, words, [announced(other)], ['bad-genesis']);
    }
  },
);

check(
  'If its parent is below our tip: not-longest, and it is not stored',
  {
    of: 'handleMsg',
    sentence: [3, 6],
    points: 0.5,
    why: 'Two miners often find a block at the same time, and whoever changes its tip for each that comes never agrees with anybody. A block that is not on our chain is not kept either: what is needed later can be fetched.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { genesis, blocks, alice } = buyer;
    const sibling = blockOn(blocks[1], buyer.coin());
    for (const [words, block] of [
      ['another block 2 on our block 1', sibling],
      ['another block 1 on our genesis block', blockOn(genesis, buyer.coin())],
      [
        'another block 2, in which alice spends more than she has',
        blockOn(blocks[1], buyer.payment(alice, 101)),
      ],
    ] as const) {
      const said = [announced(block, ANNOUNCER)];
      const visit = await buyer.mustAnswer(play, words, said, ['not-longest']);
      visit.mustChangeNothing();
      visit.mustNote([]);
    }
    const child = blockOn(sibling, buyer.coin());
    const both = await buyer.mustAnswer(
      play,
      'another block 2 on our block 1, then a block 3 on that',
      [announced(sibling), announced(child)],
      ['not-longest', 'unknown-parent'],
    );
    both.mustChangeNothing();
  },
);

check(
  'A block whose parent we lack, with real work: fetchLater(announcer) is called once, then unknown-parent',
  {
    of: 'handleMsg',
    sentence: 3,
    points: 0.5,
    why: 'Whoever announces it knows more than we do: if you do not ask, you stay on the wrong chain. And a parent that is not there must not end your server.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { genesis, alice } = buyer;
    const [stranger] = mint(genesis, [buyer.coin()]);
    for (const [words, block, announcer] of [
      ['a block 4 on a block 3 that we lack', buyer.orphan(), ANNOUNCER],
      ['the same from somebody who listens nowhere', buyer.orphan(), undefined],
      ['a block 2 on a block 1 that we lack', blockOn(stranger, buyer.coin()), ANNOUNCER],
      [
        'a block 3 on a block 2 that we lack, with a payment that alice cannot make yet',
        blockOn(blockOn(buyer.blocks[1], buyer.coin()), buyer.payment(alice, 101)),
        ANNOUNCER,
      ],
    ] as const) {
      const said = [announced(block, announcer)];
      const visit = await buyer.mustAnswer(play, words, said, ['unknown-parent']);
      visit.mustNote([{ called: 'fetchLater', from: announcer }]);
    }
  },
);

check(
  'It must pass checkWork with our network’s difficulty before that, else that code and no call back',
  {
    of: 'handleMsg',
    sentence: 3,
    points: 1,
    why: 'Otherwise a block that can never be on our chain makes us open a connection to whatever host it names, as often as a stranger likes: cheap for it, dear for us.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const orphan = buyer.orphan();
    const { difficulty } = orphan;
    for (const [words, block, code] of [
      ['given a cent more after it was mined', dearer(orphan), 'bad-hash'],
      ['without any work', idle(orphan), 'bad-work'],
      [
        'that declares no difficulty, and has none',
        idle({ ...orphan, difficulty: 0 }),
        'bad-difficulty',
      ],
      [
        'that declares more difficulty, and has it',
        finished({ ...draftOf(orphan), difficulty: difficulty + 1 }),
        'bad-difficulty',
      ],
    ] as const) {
      const tried = `a block whose parent we lack, ${words}`;
      const visit = await buyer.mustAnswer(play, tried, [announced(block, ANNOUNCER)], [code]);
      visit.mustNote([]);
    }
  },
);

check(
  'A payment to us joins the end of pending, and then pendingChanged is called, once',
  {
    of: 'handleMsg',
    sentence: 13,
    points: 0.5,
    why: 'Who came first is minted first, and is paid when the payment is on the chain, not before: until then the ledger stays as it is. And the miner may be resting; if it is not told, the payment waits for no reason.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice } = buyer;
    const [waiting, next, last] = [30, 20, 50].map((amount) => buyer.payment(alice, amount));
    const visit = await buyer.mustAnswer(
      play,
      'a payment of 20 cents by alice, then one of 50; another of 30 waits, and she owns 100',
      [paid(next), paid(last)],
      ['ok', 'ok'],
      { pending: [waiting] },
    );
    visit.mustWait([waiting, next, last]);
    visit.mustNote([
      { called: 'pendingChanged', pending: 2 },
      { called: 'pendingChanged', pending: 3 },
    ]);
    visit.mustHold(buyer.blocks);
  },
);

check(
  'It is to us and not from network, and the ledger’s rules hold for it, else the code for that',
  {
    of: 'handleMsg',
    sentence: [9, 11],
    points: 0.5,
    why: 'What waits here is what we mint, and we mint payments to ourselves only. One that no other user accepts would cost us the work of a block.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { bob, alice, carol } = buyer;
    const fair = buyer.payment(alice, 50);
    const elsewhere = new Buyer(random).signedBy(alice, fair);
    const BAD = 'bad-transaction';
    // Everybody here owns the amount.
    const blocks = buyer.after(buyer.coin(bob));
    const cases: Array<[words: string, payment: Transaction, code: string]> = [
      ['from alice to carol', buyer.payment(alice, 50, { to: carol.address }), BAD],
      ['from alice to network', buyer.payment(alice, 50, { to: NETWORK }), BAD],
      ['from network to us: a coin, that nobody has mined', buyer.coin(), BAD],
      ['from ourselves to ourselves', buyer.payment(bob, 50), BAD],
      ['of 0 cents', buyer.payment(alice, 0), BAD],
      ['of minus 50 cents', buyer.payment(alice, -50), BAD],
      ['by alice that carol signed', buyer.signedBy(carol, fair), 'bad-signature'],
      ['by alice that nobody signed', { ...fair, signature: '' }, 'bad-signature'],
      ['of a cent more than alice signed', { ...fair, amount: 51 }, 'bad-signature'],
      ['that alice signed for another network', elsewhere, 'bad-signature'],
    ];
    for (const [words, payment, code] of cases) {
      const tried = `a payment ${words}`;
      const visit = await buyer.mustAnswer(play, tried, [paid(payment)], [code], { blocks });
      visit.mustNote([]);
    }
  },
);

check(
  'The same payment again is ok, and nothing changes; another with its id is duplicate-transaction',
  {
    of: 'handleMsg',
    sentence: 10,
    points: 1,
    why: 'A seller whose answer was lost sends its payment again: taken for a new one, it would be paid twice; refused, the seller would give it up. And an id is one payment for ever: another with the same id can never be minted.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, carol } = buyer;
    const payment = buyer.payment(alice, REWARD);
    const { id } = payment;
    const TAKEN = ['duplicate-transaction'];
    const waits: Circumstances = { pending: [payment] };
    const isMinted: Circumstances = { blocks: buyer.after(payment) };
    const others: Array<[words: string, payment: Transaction]> = [
      ['a payment of another amount with its id', buyer.payment(alice, 10, { id })],
      ['a payment of carol’s with its id', buyer.payment(carol, REWARD, { id })],
      ['the same, with another amount but the old signature', { ...payment, amount: 10 }],
      ['the same, but signed by carol', buyer.signedBy(carol, payment)],
    ];
    for (const [where, circumstances] of [
      ['that waits already', waits],
      ['that is on our chain', isMinted],
    ] as const) {
      for (const [words, same] of [
        [`a payment ${where}, of all that alice owned`, payment],
        [`a payment ${where}, with its fields in reverse order`, reversed(payment)],
      ] as const) {
        const visit = await buyer.mustAnswer(play, words, [paid(same)], ['ok'], circumstances);
        visit.mustChangeNothing();
        visit.mustNote([]);
      }
      for (const [words, other] of others) {
        const tried = `a payment ${where}, and now ${words}`;
        await buyer.mustAnswer(play, tried, [paid(other)], TAKEN, circumstances);
      }
    }
    const taken = buyer.payment(carol, 10, { id: buyer.tip.data.id });
    await buyer.mustAnswer(
      play,
      'a payment with the id of a coin on our chain',
      [paid(taken)],
      TAKEN,
    );
    const both = [paid(payment), paid(payment)];
    const twice = await buyer.mustAnswer(play, 'a payment, twice', both, ['ok', 'ok']);
    twice.mustWait([payment]);
    twice.mustNoteOnce('pendingChanged');
  },
);

check(
  'Its sender owns the amount on our chain besides all that waits from the same sender',
  {
    of: 'handleMsg',
    sentence: 11,
    points: 1,
    why: 'Nobody can pay more than they own, and two promises of the same coin cannot both be kept. Whoever looks at the balance alone says ok to both, and hands over the goods twice.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, carol, bob } = buyer;
    const pay = (amount: number, from = alice): Transaction => buyer.payment(from, amount);
    const POOR = 'insufficient-funds';
    const spent = buyer.after(buyer.signedBy(alice, { ...pay(80), to: carol.address }));
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
      ['60 of hers wait, but she has spent 80 elsewhere since', [pay(60)], 1, POOR, spent],
      ['she has spent 80 elsewhere', [], 21, POOR, spent],
      ['she has spent 80 elsewhere', [], 20, 'ok', spent],
    ];
    for (const [words, pending, amount, answer, blocks = buyer.blocks] of cases) {
      const tried = `a payment of ${amount} cents by alice, who got a coin of 100: ${words}`;
      const said = [paid(pay(amount))];
      await buyer.mustAnswer(play, tried, said, [answer], { pending, blocks });
    }
    const nobody = new Buyer(random).alice;
    await buyer.mustAnswer(
      play,
      'a payment of 1 cent by somebody who never owned any',
      [paid(pay(1, nobody))],
      [POOR],
    );
    await buyer.mustAnswer(
      play,
      'a payment of 101 cents by alice, who owns 100, to us, who own 100',
      [paid(pay(101))],
      [POOR],
      { blocks: buyer.after(buyer.coin(bob)) },
    );
  },
);

check(
  `With ${MAX_PENDING} payments waiting, one more is busy`,
  {
    of: 'handleMsg',
    sentence: [10, 11, 12],
    points: 0.5,
    ms: 3500,
    why: 'Whoever owns a coin can send a hundred payments of a cent, and a queue without end is memory that strangers fill. But busy says that a payment may succeed later: it is the answer to one that is new and breaks no other rule.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, carol } = buyer;
    const coins = Array.from({ length: MAX_PENDING / REWARD }, () => buyer.coin(alice));
    const blocks = buyer.after(...coins);
    const pending = Array.from({ length: MAX_PENDING - 1 }, () => buyer.payment(alice, 1));
    const [last, surplus] = [buyer.payment(alice, 1), buyer.payment(alice, 1)];
    const visit = await buyer.mustAnswer(
      play,
      `with ${MAX_PENDING - 1} payments waiting, two more; then the first of these again, and one of more than its sender owns`,
      [last, surplus, last, buyer.payment(carol, 101)].map(paid),
      ['ok', 'busy', 'ok', 'insufficient-funds'],
      { blocks, pending },
    );
    visit.mustWait([...pending, last]);
    visit.mustHold(blocks);
  },
);

check(
  'Messages handled at once end as if one had come after the other',
  {
    of: 'handleMsg',
    sentence: 14,
    points: 1,
    why: 'At every await other messages are handled, and what was true before it may be false after. That is how banks have lost their money, and how a chain gets two blocks at one height.',
  },
  async (tools) => {
    const buyer = new Buyer(tools.random);
    const { alice, blocks, tip } = buyer;
    const [one, other] = [buyer.payment(alice, 60), buyer.payment(alice, 60)];
    const [block, sibling] = [blockOn(tip, buyer.coin()), blockOn(tip, buyer.coin())];
    const eitherOnTop = [block, sibling].map((top) => [...blocks, top]);
    await buyer.mustEndWellAtOnce(tools, {
      words: 'two payments of 60 cents by alice, who owns 100',
      said: [paid(one), paid(other)],
      first: 'sentence 11',
      demand: (visit) => {
        visit.mustAnswerInSomeOrder('ok', 'insufficient-funds');
        visit.mustWaitOneOf([one, other]);
      },
    });
    await buyer.mustEndWellAtOnce(tools, {
      words: 'the same payment twice',
      said: [paid(one), paid(one)],
      first: 'sentence 10',
      demand: (visit) => {
        visit.mustAnswer('ok', 'ok');
        visit.mustWait([one]);
      },
    });
    await buyer.mustEndWellAtOnce(tools, {
      words: 'two different blocks 3 on our tip',
      said: [announced(block), announced(sibling)],
      first: 'sentences 4, 6 and 7',
      demand: (visit) => {
        visit.mustAnswerInSomeOrder('ok', 'not-longest');
        visit.mustHoldAny(eitherOnTop);
      },
    });
    await buyer.mustEndWellAtOnce(tools, {
      words: 'the same block 3 twice',
      said: [announced(block), announced(block)],
      first: 'sentences 5 and 7',
      demand: (visit) => {
        visit.mustAnswer('ok', 'ok');
        visit.mustHold([...blocks, block]);
      },
    });
    await buyer.mustEndWellAtOnce(tools, {
      words: 'block 3 on our tip, and a page of blocks that was fetched and brings another block 3',
      said: [announced(block)],
      rival: sibling,
      first: 'sentence 7',
      demand: (visit) => visit.mustHoldAny(eitherOnTop),
    });
  },
);

check(
  'Nobody is asked anything, and nothing is waited for, before the answer',
  {
    of: 'handleMsg',
    sentence: 15,
    points: 0.5,
    why: 'Whoever sent this waits for our answer. If we wait for one of theirs first, both stand still until the time-out, and so does whoever waits for them.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, blocks, tip } = buyer;
    for (const [words, said] of [
      ['block 3 on our tip', announced(blockOn(tip, buyer.coin()), ANNOUNCER)],
      ['a block whose parent we lack', announced(buyer.orphan(), ANNOUNCER)],
      ['another block 2', announced(blockOn(blocks[1], buyer.coin()), ANNOUNCER)],
      ['a payment', paid(buyer.payment(alice, 10))],
      ['a payment that is too large', paid(buyer.payment(alice, 101))],
    ] as const) {
      await buyer.mustAnswerInOneGo(play, words, said);
    }
  },
);

check(
  'What is refused changes nothing: not the chain, the ledger, or pending',
  {
    of: 'handleMsg',
    sentence: 16,
    points: 0.5,
    why: 'What we refuse, others refuse as well. If it leaves anything behind in our chain, our ledger or pending, these are soon others than everybody else’s, and each block that they send looks wrong to us.',
  },
  async ({ play, random }) => {
    const buyer = new Buyer(random);
    const { alice, blocks, tip } = buyer;
    const pending = [buyer.payment(alice, 60)];
    const orphan = buyer.orphan();
    const refused = [
      ...badTransactions(buyer).flatMap(([words, data]) => [
        [`block 3 with ${words}`, announced(blockOn(tip, data))] as const,
        [words, paid(data)] as const,
      ]),
      ['block 3 without any work', announced(idle(blockOn(tip, buyer.coin())))],
      ['another block 2', announced(blockOn(blocks[1], buyer.coin()))],
      ['a block whose parent we lack', announced(orphan)],
      ['the same without any work', announced(idle(orphan))],
      ['another network’s genesis block', announced(genesisBlock(random))],
      ['a payment of more than alice has left', paid(buyer.payment(alice, 41))],
    ] as const;
    for (const [words, said] of refused) {
      const visit = await buyer.visit(play, words, [said], { pending });
      if (visit.refused) visit.mustChangeNothing();
    }
  },
);

/** Transactions that the ledger of bob's chain refuses, with the code. */
function badTransactions(
  buyer: Buyer,
): Array<[words: string, transaction: Transaction, code: string]> {
  const { alice, carol, blocks } = buyer;
  const { data } = blocks[1];
  return [
    ['a payment of more than its sender owns', buyer.payment(alice, 101), 'insufficient-funds'],
    ['a coin of two', { ...buyer.coin(), amount: 2 * REWARD }, 'bad-reward'],
    ['a coin for network', { ...buyer.coin(), to: NETWORK }, 'bad-transaction'],
    [
      'a payment by alice that carol signed',
      buyer.signedBy(carol, buyer.payment(alice, 10)),
      'bad-signature',
    ],
    ['a coin that was minted before', data, 'duplicate-transaction'],
    [
      'a payment with an id that is taken',
      buyer.payment(alice, 10, { id: data.id }),
      'duplicate-transaction',
    ],
  ];
}

/** A block whose transaction was given a cent more after it was mined. */
function dearer(block: Block): Block {
  return { ...block, data: { ...block.data, amount: block.data.amount + 1 } };
}

/** The same block with a nonce that gives its hash no zero bit at all. */
function idle(block: Block): Block {
  return finished(draftOf(block), (bits) => bits === 0);
}

function draftOf({ index, timestamp, previousHash, difficulty, data }: Block): Draft {
  return { index, timestamp, previousHash, difficulty, data };
}

function reversed<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).reverse()) as T;
}
