import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { blockIntervals } from '../coins/blockIntervals';
import type { Code } from '../../../solution/supplied/Refusal';
import { useModel } from '../model/useModel';
import { formatCount, formatDuration, plural } from '../text/numbers';
import type { PrivateCopy } from './PrivateCopy';
import type { Miner } from './useMiner';

interface Props {
  copy: PrivateCopy;
  codes: readonly (Code | null)[];
  miner: Miner;
}

/**
 * The cost of a change. It shows the work done in the page, the work that is left, and the speed of
 * the network.
 */
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
            Mining block {progress.height}: {formatCount(progress.hashes)} hashes made; the average
            is {formatCount(progress.expected)}
            <progress value={1 - Math.exp(-progress.hashes / progress.expected)} max={1} />
          </label>
          <p class="hint">
            The bar shows how probable it was to find a block by now. It never reaches the end. Each
            hash has the same probability of success. Therefore the average number of hashes until
            the block is found is always {formatCount(progress.expected)}, counted from now.
          </p>
        </>
      )}
      <dl class="figures">
        <div>
          <dt>Your copy is valid up to height</dt>
          <dd>{valid}</dd>
        </div>
        <div>
          <dt>The network is at height</dt>
          <dd>
            {height} <small>{height - heightAtStart} more since you started</small>
          </dd>
        </div>
        <div>
          <dt>Hashes made here</dt>
          <dd>
            {formatCount(hashes)}{' '}
            {rate > 0 && (
              <small>
                in {formatDuration(spentMs)}: {formatCount(Math.round(rate))} a second
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt>Hashes still expected</dt>
          <dd>
            {formatCount(expected)} <small>{plural(missing, 'block')} behind</small>
          </dd>
        </div>
        {rate > 0 && missing > 0 && (
          <div>
            <dt>The time that this page needs for these hashes</dt>
            <dd>
              {formatDuration((expected / rate) * 1000)}{' '}
              {intervals.length > 0 && interval > 0 && (
                <small>the network finds a block every {formatDuration(interval)}</small>
              )}
            </dd>
          </div>
        )}
      </dl>
      <p class="hint">{outcome(copy, missing, firstBad < 0)}</p>
    </section>
  );
}

/** Returns a sentence about how other users would answer this copy. The page never sends a copy. */
function outcome(copy: PrivateCopy, missing: number, isValid: boolean): string {
  if (copy.changes.size === 0) return 'Nothing is changed yet. This is the network’s own chain.';
  if (!isValid) return 'Other users would refuse this copy at its first invalid block.';
  if (missing > 0) {
    return 'All its blocks are valid, but no user would change to this copy, because the network’s chain has more work.';
  }
  return (
    'All its blocks are valid, and the copy has as much work as the network’s chain. If you ' +
    'found the next block before the network, all users would change to your copy. Therefore no ' +
    'payment is ever final. A payment only gets more blocks on top.'
  );
}
