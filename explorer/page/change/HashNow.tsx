import type { JSX } from 'preact';
import { hashBlock } from '../../../solution/hashBlock';
import type { Hash } from '../../../solution/supplied/types';
import { HashBits } from '../block/HashBits';
import { HashText } from '../block/HashText';
import type { Candidate } from '../rules/Candidate';
import { hashable } from './hashable';

/** What a changed block's text hashes to now, and whether its field `hash` says so. */
export function HashNow({
  candidate,
  onWrite,
}: {
  candidate: Candidate;
  /** Puts a hash into the block's field. */
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
          <span class="held">✓ The block’s field hash says the same.</span>
        ) : (
          <>
            <span class="broken">✗ The block’s field hash still says something else.</span>{' '}
            <button type="button" onClick={() => onWrite(hash)}>
              Write this hash in
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
