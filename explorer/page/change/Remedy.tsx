import type { JSX } from 'preact';
import type { Code } from '../../../solution/supplied/Refusal';

/** For each code, the way to make the block valid again. */
const REMEDIES: Partial<Record<Code, string>> = {
  'bad-shape': 'Other users do not even read this as a block. Mining cannot help.',
  'bad-index': 'Mining cannot help, because the index must be the parent’s index plus 1.',
  'bad-link': 'Its parent has another hash now. Mine this block and all later blocks again.',
  'bad-timestamp':
    'Mining cannot help. The time must not be before the parent’s time or too far in the future.',
  'bad-difficulty': 'Mining cannot help, because a miner cannot choose the difficulty.',
  'bad-hash': 'Each user sees that the block was changed. Write its new hash, or mine it again.',
  'bad-work': 'The hash is right, but it begins with too few zero bits. Mine the block again.',
  'bad-transaction': 'Mining cannot help, because such a transaction is not allowed.',
  'bad-reward': 'Mining cannot help, because a mined coin is worth exactly the reward.',
  'bad-signature':
    'Mining cannot help. Only the sender’s private key can sign, and this page does not have the key.',
  'duplicate-transaction': 'Mining cannot help, because this transaction is on the chain already.',
  'insufficient-funds': 'Mining cannot help, because on this chain the sender does not own enough.',
  'unknown-parent': 'The block itself is fine, but no user accepts its parent.',
};

/** Says whether mining would make the block valid, and what the reader can do. */
export function Remedy({ code }: { code: Code }): JSX.Element | null {
  const text = REMEDIES[code];
  return text === undefined ? null : <p class="remedy">{text}</p>;
}
