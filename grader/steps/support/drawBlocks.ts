import * as fc from 'fast-check';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Draft, Transaction } from '../../../solution/supplied/types';
import { PEOPLE } from './people';
import { oneOf } from './storiesFrom';

/** Legal texts that a program can get wrong. */
const AWKWARD = [
  ...['', '"', '\\', '\\"', ',', '],[', '\n', '\u2028', '\u0000', 'é', 'e\u0301', '😀', '\ud800'],
  // What `replace` and templates treat specially, and what lies across the edges of pieces.
  ...['$&', '$$', "$'", '%s', '${id}', '?', '😀'.repeat(60), `x${'é😀'.repeat(40)}`],
  ...['__proto__', 'constructor', 'null', '0', '100', 'a,b', '</script>', ' ', 'x'.repeat(300)],
];

/** Whole numbers of 0 or more, with the edges of digits and of safe numbers. */
export const COUNTS = fc.oneof(
  fc.nat(12),
  oneOf(0, 1, 9, 10, 99, 100, 999, 1000, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1),
);

/** Times in milliseconds, from 1970 to the far future. */
export const TIMES = fc.oneof(
  fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }),
  oneOf(0, 1, 999, 1000, 1_699_999_999_999, 4_102_444_800_000, 2 ** 53 - 1),
);

/** Hashes, and hashes that begin with zeros. */
export const HASHES = fc.oneof(
  oneOf('0'.repeat(64), 'f'.repeat(64), `${'0'.repeat(9)}1${'a'.repeat(54)}`),
  fc
    .array(fc.nat(255), { minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex')),
);

/** A text for any text field of a block: an ordinary one, or an awkward one. */
export const TEXTS = fc.oneof(oneOf('coin-1', 'pay-2', 'Z'), oneOf(...AWKWARD), fc.string());

/** A coin or a payment of the right shape. Its signature is empty. */
export const TRANSACTIONS: fc.Arbitrary<Transaction> = fc.record({
  id: oneOf('a', 'coin-1', 'constructor', '0', '-', 'x'.repeat(64)),
  from: oneOf(NETWORK, PEOPLE.alice.address, PEOPLE.bob.address),
  to: oneOf(PEOPLE.alice.address, PEOPLE.carol.address, NETWORK),
  amount: oneOf(0, 1, 99, 100, 101, -1, -100, 2 ** 53 - 1, -(2 ** 53 - 1)),
  signature: oneOf('', 'ab'.repeat(64)),
});

/** A draft of the right shape. */
export const DRAFTS: fc.Arbitrary<Draft> = fc.record({
  index: COUNTS,
  timestamp: TIMES,
  previousHash: HASHES,
  difficulty: oneOf(0, 1, 4, 8, 31, 32),
  data: TRANSACTIONS,
});

/** Returns an object with the same fields in another order. */
export function reordered<Whole extends object>(whole: Whole, turn: number): Whole {
  const fields = Object.entries(whole);
  const at = fields.length === 0 ? 0 : turn % fields.length;
  return Object.fromEntries([...fields.slice(at), ...fields.slice(0, at)].reverse()) as Whole;
}
