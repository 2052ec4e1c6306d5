import type { JSX } from 'preact';
import { bitsOf, leadingZeroBits } from '../../channel/bits';
import type { Hash } from '../../../solution/supplied/types';
import { plural } from '../text/numbers';

/** How many bits are drawn. This is enough, because a difficulty is at most 32. */
const SHOWN = 64;

/** A hash in hex and as bits. The leading zero bits are marked. */
export function HashBits({ hash, needed }: { hash: Hash; needed: number }): JSX.Element {
  const zeros = leadingZeroBits(hash);
  const isEnough = zeros >= needed;
  const digits = Math.floor(zeros / 4);
  return (
    <figure class="hash-bits">
      <code class="hash">
        <mark>{hash.slice(0, digits)}</mark>
        {hash.slice(digits)}
      </code>
      <div class="bits" aria-hidden="true">
        {[...bitsOf(hash).slice(0, SHOWN)].map((bit, i) => (
          <span
            key={i}
            class={`${i < zeros ? 'zero' : ''}${i === needed - 1 ? ' last-needed' : ''}`}
          >
            {bit}
          </span>
        ))}
      </div>
      <figcaption>
        <span class={isEnough ? 'passed' : 'broken'}>{isEnough ? '✓' : '✗'}</span> It begins with{' '}
        <b>{plural(zeros, 'zero bit')}</b>
        {needed > 0
          ? `. It needs ${needed}, up to the vertical line.`
          : '. Genesis needs no zero bits.'}
      </figcaption>
    </figure>
  );
}
