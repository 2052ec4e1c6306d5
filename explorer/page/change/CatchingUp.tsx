import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { blockIntervals } from '../coins/blockIntervals';
import type { Code } from '../../../solution/supplied/Refusal';
import { useModel } from '../model/useModel';
import { count, duration, plural } from '../shared/numbers';
import type { PrivateCopy } from './PrivateCopy';
import type { Miner } from './useMiner';

interface Props {
  copy: PrivateCopy;
  codes: readonly (Code | null)[];
  miner: Miner;
}

/** What a change costs: the work done here, the work still missing, and the network that goes on. */
export function CatchingUp({ copy, codes, miner }: Props): JSX.Element {
  const { tree, network } = useModel();
  const [heightAtStart] = useState(tree.main.length - 1);
  const { progress, hashes, spentMs } = miner;
  const firstBad = codes.findIndex((code) => code !== null);
  const valid = firstBad < 0 ? copy.last : copy.first + firstBad - 1;
  const height = tree.main.length - 1;
  const missing = Math.max(0, height - valid);
  const expected = missing * 2 ** (network?.difficulty ?? 0);
  const rate = spentMs > 0 ? hashes / (spentMs / 1000) : 0;
  const intervals = blockIntervals(tree.main, 20);
  const interval = intervals.reduce((sum, one) => sum + one, 0) / intervals.length;
  return (
    <section class="catching-up" aria-labelledby="cost-title">
      <h3 id="cost-title">The cost of catching up</h3>
      {progress !== null && (
        <>
          <label class="progress">
            Mining block {progress.height}: {count(progress.hashes)} hashes; about{' '}
            {count(progress.expected)} are expected
            <progress value={1 - Math.exp(-progress.hashes / progress.expected)} max={1} />
          </label>
          <p class="hint">
            The bar is the chance to have found a nonce by now. It never reaches the end: a miner
            has no memory, and the next {count(progress.expected)} are always still expected.
          </p>
        </>
      )}
      <dl class="figures">
        <div>
          <dt>Your copy is valid up to height</dt>
          <dd>{valid}</dd>
        </div>
        <div>
          <dt>The network stands at height</dt>
          <dd>
            {height} <small>{height - heightAtStart} more since you began</small>
          </dd>
        </div>
        <div>
          <dt>Hashes made here</dt>
          <dd>
            {count(hashes)}{' '}
            {rate > 0 && (
              <small>
                in {duration(spentMs)}: {count(Math.round(rate))} a second
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt>Hashes still expected</dt>
          <dd>
            {count(expected)} <small>{plural(missing, 'block')} behind</small>
          </dd>
        </div>
        {rate > 0 && missing > 0 && (
          <div>
            <dt>That would take this page</dt>
            <dd>
              {duration((expected / rate) * 1000)}{' '}
              {intervals.length > 0 && interval > 0 && (
                <small>and the network finds a block every {duration(interval)} meanwhile</small>
              )}
            </dd>
          </div>
        )}
      </dl>
      <p class="hint">{outcome(copy, missing, firstBad < 0)}</p>
    </section>
  );
}

/** What would become of the copy if it were sent. It never is. */
function outcome(copy: PrivateCopy, missing: number, isValid: boolean): string {
  if (copy.changes.size === 0) return 'Nothing is changed: this is the network’s own chain.';
  if (!isValid) return 'Sent to others, this copy would be refused at its first invalid block.';
  if (missing > 0) {
    return 'Every block of it is valid, and still nobody would change over: the network’s chain has more work.';
  }
  return (
    'Every block of it is valid, and it has as much work as the network’s chain. One block more, ' +
    'before the network finds its next, and everybody would change over: that is why payments are ' +
    'never final, only deeper.'
  );
}
