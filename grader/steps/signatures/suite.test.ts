import type * as Signatures from '../../../solution/signatures';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Random } from '../../harness/parent/suite/Random';
import { show } from '../../harness/parent/suite/show';
import { inWords } from '../support/inWords';
import { keysOf, RFC_8032, signed } from '../support/sampleKeys';

const check = checksOf<typeof Signatures>('signatures');

/** The network, the payment and the signature of the example that the handout signs by hand. */
const [ALICE, BOB] = RFC_8032.map(({ seed }) => keysOf(seed));
const GENESIS = 'a0a74649a6bda88c930276154859c4b371d719cf88603140e1c4d5dfdf4ce9ba';
const HANDOUT: Transaction = {
  id: 'payment-1',
  from: ALICE.address,
  to: BOB.address,
  amount: 60,
  signature:
    '7223dfb9e1b91af9452bb9ffebf12dcc2fee2ac66795509e8f6747bad204dc59' +
    '82e5650855db144426b6d879eb90d5fc68566556a530a445f86a0d49c6072106',
};

/** The same payment in words, with the signed text. Hashes and addresses are shortened. */
const BY_HAND = `the payment that the handout signs by hand, where the signed text is ${JSON.stringify(
  [GENESIS, HANDOUT.id, HANDOUT.from, HANDOUT.to, HANDOUT.amount].map((part) =>
    typeof part === 'string' && part.length === 64 ? `${part.slice(0, 8)}…` : part,
  ),
)}, with all 64 digits instead of each …`;

/** L is the order of the curve. S and S plus L mean the same. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

check(
  'sign returns the same id, from, to and amount, with 128 lower-case hex digits as signature',
  {
    of: 'sign',
    sentence: 1,
    points: 1,
    why: 'Other users get only the payment and its signature. If the signature is written differently, checkShape refuses it.',
  },
  async ({ call, random }) => {
    const { alice, payment, genesis } = example(random);
    const { id, from, to, amount } = payment;
    const answer = await call('sign', payment, genesis, alice.privateKey);
    answer.mustHave({ id, from, to, amount }, 'a transaction');
    answer.mustHaveOnly(['id', 'from', 'to', 'amount', 'signature'], 'a transaction');
    const { signature } = answer.mustBeObject('a transaction');
    answer.must(typeof signature === 'string' && /^[0-9a-f]{128}$/.test(signature), {
      expected: 'a signature of 128 lower-case hex digits',
      got:
        typeof signature === 'string' && signature.length !== 128
          ? `one of ${signature.length} characters: '${signature}'`
          : show(signature),
    });
  },
);

check(
  'The signature covers the five parts of the signed text, and nothing else',
  {
    of: 'sign',
    sentence: 2,
    points: 2,
    why: 'If the signature leaves out a part, any peer can change this part, for example the amount. If it covers something else, other users cannot check it.',
  },
  async ({ calls, call, random }) => {
    const { alice, payment, genesis } = example(random);
    const sign = (of: Transaction, on = genesis) =>
      ['sign', { ...of }, on, alice.privateKey] as const;
    for (const [part, changed] of Object.entries({
      genesis: sign(payment, random.hex(64)),
      id: sign({ ...payment, id: `${payment.id}1` }),
      from: sign({ ...payment, from: random.hex(64) }),
      to: sign({ ...payment, to: random.hex(64) }),
      amount: sign({ ...payment, amount: payment.amount + 1 }),
    })) {
      const [before, after] = await calls(sign(payment), changed);
      mustDiffer(before, after, part);
    }
    const turned = Object.fromEntries(Object.entries(payment).reverse()) as unknown as Transaction;
    for (const [words, same] of Object.entries({
      'with a different signature in it': { ...payment, signature: random.hex(128) },
      'with its properties in reverse order': turned,
    })) {
      const [before, after] = await calls(sign(payment), sign(same));
      const { signature } = before.mustBeObject('a transaction');
      after.mustHave(
        { signature },
        'a transaction',
        `sign of a payment, and of the same payment ${words}`,
      );
    }
    const byHand = await call('sign', { ...HANDOUT, signature: '' }, GENESIS, ALICE.privateKey);
    byHand.mustHave({ signature: HANDOUT.signature }, 'a transaction', `sign of ${BY_HAND}`);
    for (const [words, text, by] of [
      ['a payment of a different network', payment, alice],
      [
        'a payment of the largest possible amount',
        { ...payment, amount: Number.MAX_SAFE_INTEGER },
        alice,
      ],
      ['a payment, with the key of RFC 8032’s TEST 1', payment, ALICE],
    ] as const) {
      const { signature } = signed(text, genesis, by.privateKey);
      const answer = await call('sign', text, genesis, by.privateKey);
      answer.mustHave({ signature }, 'a transaction', `sign of ${words}`);
    }
  },
);

check(
  'The same arguments give the same signature, and the given transaction is not changed',
  {
    of: 'sign',
    sentence: [3, 4],
    points: 1,
    why: 'A seller sends a payment again until it is minted. If its signature changes, the receiver gets two different payments with one id.',
  },
  async ({ calls, random }) => {
    const { alice, payment, genesis } = example(random);
    const sign = ['sign', payment, genesis, alice.privateKey] as const;
    const [first, second] = await calls(sign, sign);
    const { signature } = first.mustBeObject('a transaction');
    first.mustKeepItsArguments();
    first.must(first.value !== first.args[0], {
      expected: 'a new transaction',
      got: 'the argument itself',
    });
    second.mustHave({ signature }, 'a transaction', 'sign of the same payment, a second time');
    const [before, after] = await calls(sign, [
      'sign',
      { ...payment, to: random.hex(64) },
      genesis,
      alice.privateKey,
    ]);
    mustDiffer(before, after, 'to');
  },
);

check(
  'verify is true if the owner of the address from signed the payment’s signed text',
  {
    of: 'verify',
    sentence: 5,
    points: 1,
    why: 'All users must make the same signed text, to the last byte. If yours differs, you refuse valid payments, and are alone on your chain.',
  },
  async ({ call, random }) => {
    await mustVerify(call, true, BY_HAND, HANDOUT, GENESIS);
    for (const [i, { seed }] of RFC_8032.entries()) {
      const { address, privateKey } = keysOf(seed);
      const genesis = random.hex(64);
      const payment = signed({ ...random.transaction(), from: address }, genesis, privateKey);
      const words = `a payment signed with the key of RFC 8032’s TEST ${i + 1}`;
      await mustVerify(call, true, words, payment, genesis);
    }
    const { alice, payment, genesis } = example(random);
    const paid = signed(payment, genesis, alice.privateKey);
    const turned = Object.fromEntries(Object.entries(paid).reverse()) as unknown as Transaction;
    const words = 'a signed payment with its properties in reverse order';
    await mustVerify(call, true, words, turned, genesis);
    await mustVerify(call, false, 'a payment without a signature', payment, genesis);
  },
);

check(
  'verify is false if any of the five parts differs from what was signed',
  {
    of: 'verify',
    sentence: 6,
    points: 1,
    why: 'A receiver may change a signed payment: a cent more, or a new id to get it twice. The signature must then be false.',
  },
  async (tools) => {
    const { call, random } = tools;
    const { paid, genesis } = await accepted(tools);
    const { id, from, to, amount } = paid;
    const longer = Number(to.slice(-1) + amount);
    for (const [words, changed, on = genesis] of [
      ['on a different network', paid, random.hex(64)],
      ['with a different id', { ...paid, id: `${id}1` }],
      ['with a different sender', { ...paid, from: keysOf(random.hex(64)).address }],
      ['with a different buyer', { ...paid, to: random.hex(64) }],
      ['with sender and buyer exchanged', { ...paid, from: to, to: from }],
      ['with a cent more', { ...paid, amount: amount + 1 }],
      ['with its amount below zero', { ...paid, amount: -amount }],
      [
        'with the last digit of to moved to amount',
        { ...paid, to: to.slice(0, -1), amount: longer },
      ],
    ] as const) {
      await mustVerify(call, false, `a signed payment, but ${words}`, changed, on);
    }
  },
);

check(
  'verify is false if another user signed, for example the buyer',
  {
    of: 'verify',
    sentence: 7,
    points: 1,
    why: 'Bob can sign that alice pays him. Only the signature of the owner of the coins may count.',
  },
  async (tools) => {
    const { bob, paid, genesis, signedBy } = await accepted(tools);
    const mallory = keysOf(tools.random.hex(64));
    for (const [name, keys] of Object.entries({ 'bob, the buyer': bob, mallory })) {
      const words = `a payment from alice to bob, signed by ${name}`;
      await mustVerify(tools.call, false, words, await signedBy(keys, paid), genesis);
    }
  },
);

check(
  'verify is false unless signature is exactly 128 lower-case hex digits, and from exactly 64',
  {
    of: 'verify',
    sentence: 8,
    points: 1,
    why: 'A different spelling of the same signature or address gives the block a different hash. If some users accept it and others do not, the network splits.',
  },
  async (tools) => {
    const { alice, paid, genesis, signedBy } = await accepted(tools);
    for (const [words, spell] of SPELLINGS) {
      const respelt = { ...paid, signature: spell(paid.signature) };
      const payment = `a payment whose signature is ${words}`;
      await mustVerify(tools.call, false, payment, respelt, genesis);
    }
    for (const [words, spell] of SPELLINGS) {
      const respelt = await signedBy(alice, { ...paid, from: spell(alice.address) });
      const payment = `a payment whose from is ${words}, and signed as such`;
      await mustVerify(tools.call, false, payment, respelt, genesis);
    }
  },
);

check(
  'verify is false if the number S in the signature has a different form, such as S plus L',
  {
    of: 'verify',
    sentence: 9,
    points: 1,
    why: 'Anyone can make this second form from the first, without a key. If users accept it, one payment has two forms.',
  },
  async (tools) => {
    const { paid, genesis } = await accepted(tools);
    for (const times of [1n, 2n, 7n, 14n]) {
      const signature = withOrderAdded(paid.signature, times);
      const added = times === 1n ? 'L' : `${times} times L`;
      const words = `a payment whose signature has S plus ${added} instead of S`;
      await mustVerify(tools.call, false, words, { ...paid, signature }, genesis);
    }
  },
);

check(
  'verify never throws: with any values in the fields, the answer is false',
  {
    of: 'verify',
    sentence: 10,
    points: 1,
    why: 'Attackers send blocks with nonsense. An uncaught error ends the thread, and with it the user.',
  },
  async (tools) => {
    const { paid, genesis } = await accepted(tools);
    for (const [words, changes] of [
      ['from is network', { from: 'network' }],
      ['from is network, and whose signature is empty', { from: 'network', signature: '' }],
      ['from is no point of the curve', { from: `02${'0'.repeat(62)}` }],
      ['from is f, 64 times', { from: 'f'.repeat(64) }],
      ['from is empty', { from: '' }],
      ['from is g, 64 times', { from: 'g'.repeat(64) }],
      ['signature is empty', { signature: '' }],
      ['signature is 0, 128 times', { signature: '0'.repeat(128) }],
      ['signature is f, 128 times', { signature: 'f'.repeat(128) }],
      ['signature is hello', { signature: 'hello' }],
      ['from is missing', { from: undefined }],
      ['from is null', { from: null }],
      ['from is the number 42', { from: 42 }],
      ['from is {}', { from: {} }],
      ['signature is missing', { signature: undefined }],
      ['signature is null', { signature: null }],
      ['signature is the number 42', { signature: 42 }],
      ['signature is []', { signature: [] }],
      [
        'id is null, whose to is missing, and whose amount is NaN',
        { id: null, to: undefined, amount: Number.NaN },
      ],
    ] as const) {
      const strange = { ...paid, ...changes } as unknown as Transaction;
      await mustVerify(tools.call, false, `a payment whose ${words}`, strange, genesis);
    }
  },
);

/** Demands two different signatures. A function that does nothing fails here. */
function mustDiffer(before: Answer, after: Answer, part: string): void {
  const { signature } = before.mustBeObject('a transaction');
  after.must(after.mustBeObject('a transaction').signature !== signature, {
    tried: `sign of a payment, and again with a different ${part}`,
    expected: 'two different signatures',
    got: `${shortHex(signature)} both times`,
  });
}

/** Other ways to write hex digits. Some decoders read the same bytes from them. */
const SPELLINGS: ReadonlyArray<[words: string, (hex: string) => string]> = [
  ['in capitals', (hex) => hex.toUpperCase()],
  [
    'in lower case except for one letter',
    (hex) => hex.replace(/[a-f]/, (one) => one.toUpperCase()),
  ],
  ['followed by two zeros', (hex) => `${hex}00`],
  ['followed by two letters that are not hex digits', (hex) => `${hex}zz`],
  ['followed by a line break', (hex) => `${hex}\n`],
  ['preceded by a line break', (hex) => `\n${hex}`],
  ['preceded by 0x', (hex) => `0x${hex}`],
  ['one digit short', (hex) => hex.slice(0, -1)],
];

/** The input of the checks of `verify`. */
interface Accepted extends Example {
  /** A payment that alice has signed, and that `verify` accepts. */
  paid: Transaction;
  /** Signs a payment in the same way as `paid`. */
  signedBy: (who: Keys, payment: Transaction) => Promise<Transaction>;
}

/**
 * Returns a signed payment that `verify` accepts. If `verify` refuses every payment, the answer
 * false means nothing. Then the check is not judged.
 *
 * A submission with a wrong signed text has this mistake in `sign` and in `verify`. The submission
 * loses the checks of `sign`. Here its own `sign` makes the payments, so `verify` loses no check
 * for the same mistake.
 */
async function accepted({ call, random, notJudged }: Tools<typeof Signatures>): Promise<Accepted> {
  const given = example(random);
  const { alice, payment, genesis } = given;
  const correctly = (who: Keys, what: Transaction): Promise<Transaction> =>
    Promise.resolve(signed(what, genesis, who.privateKey));
  const bySubmission = async (who: Keys, what: Transaction): Promise<Transaction> => {
    const { value } = await call('sign', what, genesis, who.privateKey);
    const { signature } = Object(value) as Partial<Record<keyof Transaction, unknown>>;
    const isHex = typeof signature === 'string' && /^[0-9a-f]{128}$/.test(signature);
    return isHex ? { ...what, signature } : correctly(who, what);
  };
  const paid = await correctly(alice, payment);
  const isTrue = async (signedPayment: Transaction): Promise<boolean> => {
    const words = { tried: 'verify of a payment that alice signed', expected: 'true' };
    const { value } = await inWords(words, call('verify', signedPayment, genesis));
    return value === true;
  };
  if (await isTrue(paid)) return { ...given, paid, signedBy: correctly };
  const own = await bySubmission(alice, payment).catch(() => paid);
  if (await isTrue(own)) return { ...given, paid: own, signedBy: bySubmission };
  return notJudged('verify is not true for a payment that alice signed: correct sentence 5 first');
}

/** Demands this answer of `verify`. A failure shows the words, even if `verify` throws. */
async function mustVerify(
  call: Tools<typeof Signatures>['call'],
  expected: boolean,
  words: string,
  payment: Transaction,
  genesis: string,
): Promise<void> {
  const tried = `verify of ${words}`;
  const shown = { tried, expected: show(expected) };
  (await inWords(shown, call('verify', payment, genesis))).mustBe(expected, tried);
}

/**
 * Returns the signature with a multiple of L added to S. S is the second half of the signature,
 * with the lowest byte first.
 */
function withOrderAdded(signature: string, times: bigint): string {
  const reversed = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex');
  const s = BigInt(`0x${reversed(signature.slice(64))}`) + times * L;
  return signature.slice(0, 64) + reversed(s.toString(16).padStart(64, '0'));
}

interface Example {
  alice: Keys;
  bob: Keys;
  /**
   * A payment from alice to bob that is not signed. `to` ends in a digit that could begin an
   * amount.
   */
  payment: Transaction;
  genesis: string;
}

function example(random: Random): Example {
  const alice = keysOf(random.hex(64));
  let bob = keysOf(random.hex(64));
  while (!/[1-9]$/.test(bob.address)) bob = keysOf(random.hex(64));
  const payment = {
    ...random.transaction(),
    from: alice.address,
    to: bob.address,
    signature: '',
  };
  return { alice, bob, payment, genesis: random.hex(64) };
}

/** Returns the beginning of a signature. */
function shortHex(text: unknown): string {
  return typeof text === 'string' ? `'${text.slice(0, 10)}…'` : show(text);
}
