import type { JSX } from 'preact';
import { copyFrom } from './copyFrom';

/** Copies a text. */
export function CopyButton({ text }: { text: string }): JSX.Element {
  return (
    <button aria-label={`Copy ${text}`} onClick={(event) => copyFrom(event.currentTarget, text)}>
      Copy
    </button>
  );
}
