import type { JSX } from 'preact';
import type { Code } from '../../../solution/supplied/Refusal';

/** What it would take to have a block accepted again, by the code with which it is refused. */
const REMEDIES: Partial<Record<Code, string>> = {
  'bad-shape': 'Others do not even read such a block as one. Mining cannot help.',
  'bad-index': 'No work makes up for it: the index must follow the parent’s.',
  'bad-link': 'Its parent has another hash now. Mine this block again, and all after it.',
  'bad-timestamp': 'No work makes up for it: time does not run backwards, nor two minutes ahead.',
  'bad-difficulty': 'No work makes up for it: nobody may choose how easy a block is.',
  'bad-hash': 'Anybody sees that the block was changed. Work out its hash, or mine it again.',
  'bad-work': 'The hash is right but cost nothing. Mine the block again.',
  'bad-transaction': 'No work makes up for it: nobody may make such a transaction.',
  'bad-reward': 'No work makes up for it: a mined coin is worth the reward, no more and no less.',
  'bad-signature': 'No work makes up for it: only the sender’s key can sign, and it is not here.',
  'duplicate-transaction': 'No work makes up for it: this transaction is on the chain already.',
  'insufficient-funds': 'No work makes up for it: on this chain the sender never got that much.',
  'unknown-parent': 'Nothing is wrong with it but what it stands on: nobody accepts its parent.',
};

/** Says whether work would help. */
export function Remedy({ code }: { code: Code }): JSX.Element | null {
  const text = REMEDIES[code];
  return text === undefined ? null : <p class="remedy">{text}</p>;
}
