import { NETWORK } from '../../../solution/supplied/constants';
import type { Transaction } from '../../../solution/supplied/types';
import { PEOPLE } from '../support/people';

const { bob, carol } = PEOPLE;

/** The order of the curve's group (RFC 8032, 5.1). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** What can be wrong with a payment that was good, and the sentence that decides it. */
export const FORGERIES: Readonly<
  Record<string, [sentence: number, forge: (payment: Transaction) => object]>
> = {
  'the signature in capitals': [8, (payment) => ({ signature: payment.signature.toUpperCase() })],
  'one capital in the signature': [
    8,
    ({ signature }) => ({ signature: signature.replace(/[a-f]/, (c) => c.toUpperCase()) }),
  ],
  'a signature without its last digit': [
    8,
    ({ signature }) => ({ signature: signature.slice(0, -1) }),
  ],
  'a signature without its last byte': [
    8,
    ({ signature }) => ({ signature: signature.slice(0, -2) }),
  ],
  'one byte more in the signature': [8, ({ signature }) => ({ signature: `${signature}00` })],
  'a line end after the signature': [8, ({ signature }) => ({ signature: `${signature}\n` })],
  'a space before the signature': [8, ({ signature }) => ({ signature: ` ${signature}` })],
  'letters that are not hex after the signature': [
    8,
    ({ signature }) => ({ signature: `${signature}zz` }),
  ],
  'an empty signature': [8, () => ({ signature: '' })],
  'a signature of zeros': [6, () => ({ signature: '0'.repeat(128) })],
  'the halves of the signature swapped': [
    6,
    ({ signature: s }) => ({ signature: s.slice(64) + s.slice(0, 64) }),
  ],
  'the second half of the signature plus L': [
    9,
    ({ signature: s }) => ({ signature: s.slice(0, 64) + plus(L, s.slice(64)) }),
  ],
  ...Object.fromEntries(
    [253, 254, 255].map((bit): [string, [number, (payment: Transaction) => object]] => [
      `the second half of the signature plus 2 to the power of ${bit}, so not below L`,
      [
        9,
        ({ signature: s }) => ({
          signature: s.slice(0, 64) + plus(2n ** BigInt(bit), s.slice(64)),
        }),
      ],
    ]),
  ),
  'a letter that Buffer.from reads as a digit, ı (U+0131) or ĳ (U+0133), instead of the digit 1 or 3 in the signature':
    [8, ({ signature }) => ({ signature: lookalike(signature) })],
  'a letter that Buffer.from reads as a digit, ı (U+0131) or ĳ (U+0133), instead of the digit 1 or 3 in from':
    [8, ({ from }) => ({ from: lookalike(from) })],
  'from in capitals': [8, ({ from }) => ({ from: from.toUpperCase() })],
  'a from without its first digit': [8, ({ from }) => ({ from: from.slice(1) })],
  'one byte more in from': [8, ({ from }) => ({ from: `${from}00` })],
  'a line end after from': [8, ({ from }) => ({ from: `${from}\n` })],
  'network as from': [10, () => ({ from: NETWORK })],
  'a from that is no point of the curve': [10, () => ({ from: `02${'0'.repeat(62)}` })],
  'no from': [10, () => ({ from: undefined })],
  'no signature': [10, () => ({ signature: undefined })],
  'a number as signature': [10, () => ({ signature: 7 })],
  'null as signature': [10, () => ({ signature: null })],
  'null as from': [10, () => ({ from: null })],
  'an object as amount': [6, () => ({ amount: {} })],
  'a text as amount': [6, ({ amount }) => ({ amount: String(amount) })],
  'null as to': [6, () => ({ to: null })],
  'a Map as id': [6, () => ({ id: new Map() })],
  'no id': [6, () => ({ id: undefined })],
  'an object that cannot become a text as signature': [10, () => ({ signature: { toString: 0 } })],
  'an object that cannot become a text as from': [10, () => ({ from: { toString: 0 } })],
  'a cent more': [6, ({ amount }) => ({ amount: amount + 1 })],
  'a different user as to': [
    6,
    ({ to }) => ({ to: to === bob.address ? carol.address : bob.address }),
  ],
  'a different id': [6, ({ id }) => ({ id: `${id}1` })],
  'the first digit of the amount moved to the id': [
    6,
    ({ id, amount }) => ({
      id: `${id}${String(amount)[0]}`,
      amount: Number(String(amount).slice(1)),
    }),
  ],
};

/** Replaces a digit by a small letter whose code differs from the digit's in the high byte only. */
function lookalike(hex: string): string {
  return hex.replace(/[13]/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x100));
}

/** Adds to a number that is written as 64 hex digits, the lowest byte first. */
function plus(more: bigint, half: string): string {
  const bytes = Buffer.from(half, 'hex').reverse();
  const sum = BigInt(`0x${bytes.toString('hex')}`) + more;
  return Buffer.from(sum.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
}
