import type { JSX } from 'preact';
import type { Block } from '../../../solution/supplied/types';
import { textParts } from '../rules/textParts';

/** The text that is hashed for a block. Each part has the name of its field. */
export function HashText({ block }: { block: Omit<Block, 'hash'> }): JSX.Element {
  return (
    <>
      <p class="hint">
        The hash is the SHA-256 of exactly this line. If one character changes, the hash changes.
      </p>
      <div class="hash-text" role="group" aria-label="The text that is hashed">
        {textParts(block).map(({ text, field }, i) =>
          field === '' ? (
            <span key={i} class="between">
              {text}
            </span>
          ) : (
            <span key={field} class={`part part-${field}`}>
              <code>{text}</code>
              <small>{field}</small>
            </span>
          ),
        )}
      </div>
    </>
  );
}
