import type * as HashBlock from '../../../solution/hashBlock';
import type { Block, Draft } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show, wordOf } from '../../harness/parent/suite/show';
import { trueHash, truePrefix } from '../../harness/parent/suite/trueHash';

const check = checksOf<typeof HashBlock>('hashBlock');

type Call = Tools<typeof HashBlock>['call'];

/** The block whose hash the handout computes by hand. */
const HANDOUT = {
  index: 1,
  timestamp: 1_700_000_007_000,
  previousHash: 'a0a74649a6bda88c930276154859c4b371d719cf88603140e1c4d5dfdf4ce9ba',
  difficulty: 10,
  data: { id: 'coin-1', from: 'network', to: 'a'.repeat(64), amount: 100, signature: '' },
  nonce: 2215,
};

check(
  'blockPrefix returns the text up to and including the comma before the nonce',
  {
    of: 'blockPrefix',
    sentence: 1,
    points: 2,
    why: 'Peers compute your hash again from the same text. If your text has one character more or less, they refuse all your blocks.',
  },
  async ({ call, random }) => {
    const largest = { ...random.draft(), index: Number.MAX_SAFE_INTEGER };
    for (const draft of [HANDOUT, random.draft(), largest]) {
      (await call('blockPrefix', draft)).mustBe(truePrefix(draft));
    }
  },
);

check(
  'The prefix depends only on the nine fields, not on other fields or on the order',
  {
    of: 'blockPrefix',
    sentence: 2,
    points: 1,
    why: 'A peer that checks a block has its nonce and hash too, perhaps in another order. It must get the same text as the miner.',
  },
  async ({ call, calls, random }) => {
    const { hash, nonce, ...draft } = random.block();
    const plain = ['blockPrefix', draft] as const;
    const variants = {
      'with a nonce and a hash too': { ...draft, nonce, hash },
      'with a field note more, and another note in its data': {
        ...draft,
        note: 'hello',
        data: { ...draft.data, note: 'hello' },
      },
      'with its properties in reverse order': { ...reversed(draft), data: reversed(draft.data) },
    };
    for (const [words, variant] of Object.entries(variants)) {
      const [base, other] = await calls(plain, ['blockPrefix', variant]);
      base.mustBeText();
      other.mustBe(base.value, `blockPrefix of a draft, and of the same draft ${words}`);
    }
    await mustDependOnDraft(call, draft);
  },
);

check(
  'Quotes, backslashes and other special characters inside a field are escaped',
  {
    of: 'blockPrefix',
    sentence: 3,
    points: 1,
    why: 'If a quote is not escaped, a field can contain text that looks like the next field. Then two different blocks have the same hash.',
  },
  async ({ call, random }) => {
    for (const id of ['x","y', 'back\\slash', 'two\nlines', 'tab\tand \u0001']) {
      const draft = random.draft();
      draft.data.id = id;
      const answer = await call('blockPrefix', draft);
      answer.mustBe(truePrefix(draft), `blockPrefix of a draft with the id ${JSON.stringify(id)}`);
    }
  },
);

check(
  'blockPrefix does not change its argument, and the same block gives the same text',
  {
    of: 'blockPrefix',
    sentence: 7,
    points: 1,
    why: 'A miner still uses the draft after it hashed it. If hashing changes the draft, the miner sends another block than it hashed.',
  },
  async ({ call, calls, random }) => {
    const draft = random.draft();
    const [first, second] = await calls(['blockPrefix', draft], ['blockPrefix', draft]);
    first.mustBeText();
    first.mustKeepItsArguments();
    second.mustBe(first.value, 'blockPrefix of the same draft, a second time');
    await mustDependOnDraft(call, draft);
  },
);

check(
  'hashBlock returns the SHA-256 of the whole text, as 64 lower-case hex digits',
  {
    of: 'hashBlock',
    sentence: 4,
    points: 1,
    why: 'Peers compare hashes as texts. If yours is in capitals, in base64 or over a different text, it matches no other hash.',
  },
  async ({ call, random }) => {
    const largest = { ...random.draft(), nonce: Number.MAX_SAFE_INTEGER };
    for (const block of [HANDOUT, random.block(), largest]) {
      await mustBeHash(await call('hashBlock', block), block, call);
    }
  },
);

check(
  'hashBlock hashes the UTF-8 bytes of the text',
  {
    of: 'hashBlock',
    sentence: 4,
    points: 1,
    why: 'SHA-256 takes bytes, not letters. Two programs that encode the letters differently get two different hashes for one block.',
  },
  async ({ call, random }) => {
    for (const id of ['Zoë', '鎖', '⛓ 🔗']) {
      const block = random.block();
      block.data.id = id;
      const answer = await call('hashBlock', block);
      await mustBeHash(answer, block, call, `hashBlock of a block with the id ${id}`);
    }
  },
);

check(
  'A change to any one of the ten fields, including the nonce, changes the hash',
  {
    of: 'hashBlock',
    sentence: 5,
    points: 1,
    why: 'If the hash leaves out a field, a peer can change that field, and no other peer sees it. If it leaves out the nonce, mining never ends.',
  },
  async ({ call, calls, random }) => {
    const block = random.block();
    const { data } = block;
    const changes = {
      index: { ...block, index: block.index + 1 },
      timestamp: { ...block, timestamp: block.timestamp + 1 },
      previousHash: { ...block, previousHash: random.hex(64) },
      difficulty: { ...block, difficulty: block.difficulty + 1 },
      'data.id': { ...block, data: { ...data, id: `${data.id}1` } },
      'data.from': { ...block, data: { ...data, from: random.hex(64) } },
      'data.to': { ...block, data: { ...data, to: random.hex(64) } },
      'data.amount': { ...block, data: { ...data, amount: data.amount + 1 } },
      'data.signature': { ...block, data: { ...data, signature: random.hex(128) } },
      nonce: { ...block, nonce: block.nonce + 1 },
    };
    for (const [field, changed] of Object.entries(changes)) {
      const [before, after] = await calls(['hashBlock', block], ['hashBlock', changed]);
      before.mustBeText();
      if (after.value !== before.value) continue;
      after.must(false, {
        tried: `hashBlock of a block, and again with a different ${field}`,
        expected: 'two different hashes',
        got: `${show(before.value)} both times${await faultOfPrefix(changed, call)}`,
      });
    }
    await mustBeLikeHash(call, block);
  },
);

check(
  'A hash that the block already has does not change the result of hashBlock',
  {
    of: 'hashBlock',
    sentence: 6,
    points: 1,
    why: 'A peer that checks a block gets the block with its hash. If that hash changed the result, the check would always fail.',
  },
  async ({ call, calls, random }) => {
    const { hash, ...block } = random.block();
    const withHash = { ...block, hash };
    const [bare, own] = await calls(['hashBlock', block], ['hashBlock', withHash]);
    bare.mustBeText();
    if (own.value !== bare.value) {
      own.must(false, {
        tried: 'hashBlock of a block without a hash, and of the same block with a hash',
        expected: 'the same hash both times',
        got: `${show(bare.value)} without a hash, and ${show(own.value)} with one${await faultOfPrefix(withHash, call)}`,
      });
    }
    await mustBeLikeHash(call, block);
  },
);

check(
  'hashBlock does not change its argument, and the same block gives the same hash',
  {
    of: 'hashBlock',
    sentence: 7,
    points: 1,
    why: 'Every peer hashes every block that it receives. If hashing changes the block, the peer passes on a different block.',
  },
  async ({ call, calls, random }) => {
    const block = random.block();
    const [first, second] = await calls(['hashBlock', block], ['hashBlock', block]);
    first.mustBeText();
    first.mustKeepItsArguments();
    second.mustBe(first.value, 'hashBlock of the same block, a second time');
    await mustBeLikeHash(call, block);
  },
);

/** Demands a text that changes with the draft. A function that does nothing fails here. */
async function mustDependOnDraft(call: Call, draft: Draft): Promise<void> {
  const before = await call('blockPrefix', draft);
  for (const [field, changed] of Object.entries(changesOf(draft))) {
    const after = await call('blockPrefix', changed);
    after.must(after.value !== before.value, {
      tried: `blockPrefix of a draft, and again with a different ${field}`,
      expected: 'two different texts',
      got: `${show(before.value)} both times`,
    });
  }
}

/**
 * Demands hex digits that change with the block, and that are the same for the same block. A
 * function that does nothing fails here.
 */
async function mustBeLikeHash(call: Call, block: Omit<Block, 'hash'>): Promise<void> {
  const before = await call('hashBlock', block);
  before.must(/^[0-9a-f]{64}$/i.test(wordOf(before.value)), {
    expected: 'a text of 64 hex digits',
    got: show(before.value),
  });
  const again = await call('hashBlock', block);
  again.mustBe(before.value, 'hashBlock of the same block, a second time');
  for (const [field, changed] of Object.entries(changesOf(block))) {
    const after = await call('hashBlock', changed);
    after.must(after.value !== before.value, {
      tried: `hashBlock of a block, and again with a different ${field}`,
      expected: 'two different hashes',
      got: `${show(before.value)} both times`,
    });
  }
}

/** Returns the draft with other values in fields that even a wrong text contains. */
function changesOf<D extends Draft>(draft: D): Record<string, D> {
  return {
    timestamp: { ...draft, timestamp: draft.timestamp + 1 },
    previousHash: { ...draft, previousHash: 'f'.repeat(64) },
  };
}

/** Demands the hash of a block. A failure shows the end of the hashed text. */
async function mustBeHash(
  answer: Answer,
  block: Omit<Block, 'hash'>,
  call: Call,
  tried?: string,
): Promise<void> {
  const hash = trueHash(block);
  if (answer.value === hash) return;
  const { amount, signature } = block.data;
  const signed = signature === '' ? '' : `${signature.slice(0, 8)}…`;
  answer.must(false, {
    ...(tried !== undefined && { tried }),
    expected: `the hash of …${amount},"${signed}"],${block.nonce}]: ${show(hash)}`,
    got: `${show(answer.value)}${await faultOfPrefix(block, call)}`,
  });
}

/** Returns words for the failure if `blockPrefix` is wrong too. Otherwise returns an empty text. */
async function faultOfPrefix(draft: Draft, call: Call): Promise<string> {
  // If `blockPrefix` gives no answer, its own checks report this.
  const prefix = await call('blockPrefix', draft).catch(() => undefined);
  if (prefix === undefined || prefix.value === truePrefix(draft)) return '';
  return '\nblockPrefix gives a wrong text for this block: correct blockPrefix first';
}

function reversed<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).reverse()) as T;
}
