import type { JSX } from 'preact';
import { useModel } from '../model/useModel';
import { formatCount, formatDuration } from '../text/numbers';
import { blockIntervals } from './blockIntervals';

/** How many of the newest blocks are measured. */
const BLOCKS = 100;

/** The size of the drawing, in units of the drawing. */
const DRAWING = { width: 400, height: 90 };

/** The time between blocks, and the share of blocks off the main chain. */
export function Pace(): JSX.Element {
  const { tree } = useModel();
  const intervals = blockIntervals(tree.main, BLOCKS);
  const mean = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
  const aside = tree.size - tree.main.length;
  const longest = Math.max(1, ...intervals);
  const step = DRAWING.width / BLOCKS;
  return (
    <section aria-labelledby="pace-title">
      <h2 id="pace-title">Pace</h2>
      <dl class="figures">
        <div>
          <dt>
            Average time before a block, for the last{' '}
            {intervals.length === 1 ? 'block' : `${intervals.length} blocks`}
          </dt>
          <dd>{intervals.length === 0 ? '–' : formatDuration(mean)}</dd>
        </div>
        <div>
          <dt>Blocks off the main chain, per 100 blocks of the main chain</dt>
          <dd>
            {tree.main.length <= 1 ? '–' : ((100 * aside) / (tree.main.length - 1)).toFixed(1)}
            <small> ({formatCount(aside)} seen)</small>
          </dd>
        </div>
      </dl>
      {intervals.length > 0 && (
        <figure>
          <svg
            class="intervals"
            viewBox={`0 0 ${DRAWING.width} ${DRAWING.height}`}
            role="img"
            aria-label={`Time before each of the last ${intervals.length} blocks, at most ${formatDuration(longest)}`}
          >
            {intervals.map((interval, i) => {
              const tall = Math.max(1, (interval / longest) * DRAWING.height);
              return (
                <rect
                  key={i}
                  x={DRAWING.width - (intervals.length - i) * step}
                  y={DRAWING.height - tall}
                  width={step * 0.7}
                  height={tall}
                />
              );
            })}
          </svg>
          <figcaption class="hint">
            The time before each block. The newest block is on the right. The longest time is{' '}
            {formatDuration(longest)}.
          </figcaption>
        </figure>
      )}
    </section>
  );
}
