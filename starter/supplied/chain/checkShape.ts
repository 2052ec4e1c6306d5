import { MAX_DIFFICULTY, NETWORK } from '../constants';
import { isSmallOrder } from './isSmallOrder';
import { Refusal } from '../Refusal';
import type { Block, Transaction } from '../types';

/** The names of the fields, and the check of each value. */
type Fields = readonly (readonly [name: string, isGood: (value: unknown) => boolean])[];

/** True for a whole number, zero or more, that JavaScript represents exactly. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** True for a hash: 64 lower-case hex digits. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** True for the id of a transaction. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(value);

const isAddress = (value: unknown): boolean =>
  value === NETWORK || (isHash(value) && !isSmallOrder(value));

/** True for an empty text, or for a point of the curve and a number, with 32 bytes each. */
const isSignature = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^([0-9a-f]{128})?$/.test(value) &&
  !isSmallOrder(value.slice(0, 64));

const TRANSACTION: Fields = [
  ['id', isId],
  ['from', isAddress],
  ['to', isAddress],
  ['amount', (value) => Number.isSafeInteger(value) && !Object.is(value, -0)],
  ['signature', isSignature],
];

const BLOCK: Fields = [
  ['index', isCount],
  ['timestamp', isCount],
  ['previousHash', isHash],
  ['difficulty', (value) => isCount(value) && value <= MAX_DIFFICULTY],
  ['nonce', isCount],
  ['data', isObject],
  ['hash', isHash],
];

/** True for an object, except null and arrays. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns a value from outside as a block. The value must have exactly the seven fields of a block,
 * each with the right type and within its limits.
 *
 * @throws Refusal `bad-shape`
 */
export function checkShape(value: unknown): Block {
  const block = checkFields('block', BLOCK, value);
  const data = checkTransactionShape(block.data);
  return { ...(block as unknown as Block), data };
}

/**
 * Returns a value from outside as a transaction. The value must have exactly the five fields of a
 * transaction. A mined coin must have an empty signature.
 *
 * @throws Refusal `bad-shape`
 */
export function checkTransactionShape(value: unknown): Transaction {
  const transaction = checkFields('transaction', TRANSACTION, value) as unknown as Transaction;
  if (transaction.from === NETWORK && transaction.signature !== '') {
    throw new Refusal('bad-shape', 'a mined coin is not signed');
  }
  return { ...transaction };
}

function checkFields(what: string, fields: Fields, value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw new Refusal('bad-shape', `a ${what} is an object`);
  for (const [field, isGood] of fields) {
    if (!Object.hasOwn(value, field)) throw new Refusal('bad-shape', `the ${what} has no ${field}`);
    if (!isGood(value[field]))
      throw new Refusal('bad-shape', `the ${what}'s ${field} is malformed`);
  }
  if (Object.keys(value).length > fields.length) {
    throw new Refusal('bad-shape', `the ${what} has a field too many`);
  }
  return value;
}
