/** The codes of all reasons to refuse a block, a transaction or a message, with their meanings. */
export const CODES = {
  'bad-shape': 'a field is missing, unknown, of the wrong type or out of bounds',
  'bad-index': "the index is not the parent's plus 1",
  'bad-link': "previousHash is not the parent's hash",
  'bad-timestamp': "the timestamp is before the parent's or too far in the future",
  'bad-difficulty': "the difficulty is not the network's",
  'bad-hash': 'the hash is not the hash of the block',
  'bad-work': 'the hash has too few leading zero bits',
  'bad-transaction': 'this transaction is not allowed',
  'bad-reward': 'a mined coin is worth exactly the reward',
  'bad-signature': 'the sender did not sign this',
  'duplicate-transaction': 'a transaction with this id is on the chain already',
  'insufficient-funds': 'the sender does not own that much',
  'bad-genesis': "this is another network's genesis block",
  'unknown-parent': 'the parent of this block is not on our chain',
  'not-longest': 'the parent of this block is below our tip',
  'bad-version': 'another version of the protocol',
  'address-taken': 'a living user elsewhere has proven this address',
  'too-large': 'the message is larger than 1 MiB',
  'too-slow': 'the message did not end in time',
  'bad-json': 'the message is not UTF-8 or not JSON',
  'unknown-type': 'there is no such request',
  busy: 'too much is waiting; try again later',
} as const;

/** The reason of a refusal, in one word, for tests and other programs. */
export type Code = keyof typeof CODES;

/** True if a value is one of the codes. */
export function isCode(value: unknown): value is Code {
  return typeof value === 'string' && Object.hasOwn(CODES, value);
}

/**
 * Thrown to refuse a value from outside. The code is for programs, and the reason is for people.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param reason the meaning of the code, or a more precise sentence
   */
  constructor(
    readonly code: Code,
    readonly reason: string = CODES[code],
  ) {
    super(`${code}: ${reason}`);
  }
}
