import { NETWORK } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';

/** A rule of validation. */
export interface Rule {
  number: number;
  code: Code;
  says: string;
  /** The blocks to which the rule applies. */
  for: 'every block' | 'a mined coin' | 'a payment';
}

/**
 * The rules in words, in the order in which they are checked. The page does not check blocks with
 * this list. The page uses the reference's code.
 */
export const RULES: readonly Rule[] = [
  {
    number: 1,
    code: 'bad-shape',
    says: 'It has exactly the fields of a block, and each field has the right type and is within its bounds',
    for: 'every block',
  },
  {
    number: 2,
    code: 'bad-index',
    says: 'The index is the parent’s index plus 1',
    for: 'every block',
  },
  {
    number: 3,
    code: 'bad-link',
    says: 'previousHash is the parent’s hash',
    for: 'every block',
  },
  {
    number: 4,
    code: 'bad-timestamp',
    says: 'The timestamp is not before the parent’s timestamp, and at most two minutes in the future',
    for: 'every block',
  },
  {
    number: 5,
    code: 'bad-difficulty',
    says: 'The difficulty is the difficulty of the network',
    for: 'every block',
  },
  {
    number: 6,
    code: 'bad-hash',
    says: 'The hash is the SHA-256 of the block’s text',
    for: 'every block',
  },
  {
    number: 7,
    code: 'bad-work',
    says: 'The hash begins with enough zero bits',
    for: 'every block',
  },
  {
    number: 8,
    code: 'bad-transaction',
    says: `No transaction pays the ${NETWORK}`,
    for: 'every block',
  },
  {
    number: 9,
    code: 'bad-reward',
    says: 'A mined coin is worth exactly the reward',
    for: 'a mined coin',
  },
  {
    number: 10,
    code: 'bad-transaction',
    says: 'A payment is between two different users, and its amount is above zero',
    for: 'a payment',
  },
  {
    number: 11,
    code: 'bad-signature',
    says: 'The sender has signed exactly this payment',
    for: 'a payment',
  },
  {
    number: 12,
    code: 'duplicate-transaction',
    says: 'The transaction’s id is new on this chain',
    for: 'every block',
  },
  {
    number: 13,
    code: 'insufficient-funds',
    says: 'The sender owns the amount',
    for: 'a payment',
  },
];
