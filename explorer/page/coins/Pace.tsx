import type { JSX } from 'preact';
import { useModel } from '../model/useModel';
import { count, duration } from '../shared/numbers';
import { blockIntervals } from './blockIntervals';

/** How many of the newest blocks the pace is taken from. */
const BLOCKS = 100;

/** Of the drawing, in its own units. */
const DRAWING = { width: 400, height: 90 };

/** How fast blocks come, and how often two come at once. */
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
            Between two blocks, on average of the last{' '}
            {intervals.length === 1 ? 'one' : intervals.length}
          </dt>
          <dd>{intervals.length === 0 ? '–' : duration(mean)}</dd>
        </div>
        <div>
          <dt>Forked blocks per hundred of the main chain</dt>
          <dd>
            {tree.main.length <= 1 ? '–' : ((100 * aside) / (tree.main.length - 1)).toFixed(1)}
            <small> ({count(aside)} seen)</small>
          </dd>
        </div>
      </dl>
      {intervals.length > 0 && (
        <figure>
          <svg
            class="intervals"
            viewBox={`0 0 ${DRAWING.width} ${DRAWING.height}`}
            role="img"
            aria-label={`Time before each of the last ${intervals.length} blocks, at most ${duration(longest)}`}
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
            The time before each block, newest on the right; the tallest is {duration(longest)}.
          </figcaption>
        </figure>
      )}
    </section>
  );
}
