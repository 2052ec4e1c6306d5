import type { JSX } from 'preact';
import type { Block } from '../../../solution/supplied/types';
import { textParts } from '../rules/textParts';

/** The very text that is hashed, each part with the field that it holds. */
export function HashText({ block }: { block: Omit<Block, 'hash'> }): JSX.Element {
  return (
    <>
      <p class="hint">
        SHA-256 is taken over exactly this line. Change one character, and the hash is another one.
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
