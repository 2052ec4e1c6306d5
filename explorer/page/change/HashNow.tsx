import type { JSX } from 'preact';
import { hashBlock } from '../../../solution/hashBlock';
import type { Hash } from '../../../solution/supplied/types';
import { HashBits } from '../block/HashBits';
import { HashText } from '../block/HashText';
import type { Candidate } from '../rules/Candidate';
import { hashable } from './hashable';

/** The hash of a changed block's text. It is compared with the field `hash` of the block. */
export function HashNow({
  candidate,
  onWrite,
}: {
  candidate: Candidate;
  /** Writes a hash into the field `hash`. */
  onWrite: (hash: Hash) => void;
}): JSX.Element | null {
  const block = hashable(candidate);
  if (block === null) return null;
  const hash = hashBlock(block);
  const isWritten = hash === candidate.hash;
  return (
    <>
      <HashBits hash={hash} needed={block.difficulty} />
      <p class="hash-now">
        {isWritten ? (
          <span class="passed">✓ The block’s field “hash” is this hash.</span>
        ) : (
          <>
            <span class="broken">✗ The block’s field “hash” has a different value.</span>{' '}
            <button type="button" onClick={() => onWrite(hash)}>
              Write this hash into the field
            </button>
          </>
        )}
      </p>
      <details>
        <summary>The text that is hashed</summary>
        <HashText block={block} />
      </details>
    </>
  );
}
