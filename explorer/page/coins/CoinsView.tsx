import type { JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { useModel } from '../model/useModel';
import { hueOf } from '../shared/hueOf';
import { Name } from '../shared/Name';
import { count } from '../shared/numbers';
import { Pace } from './Pace';

/** The most owners listed one by one. */
const MAX_OWNERS = 100;

/** Who holds what, and that no coin was ever made but by mining. */
export function CoinsView(): JSX.Element {
  const { holdings, network } = useModel();
  const owners = [...holdings.ledger.balances].sort((one, other) => other[1] - one[1]);
  const { sum, mined } = holdings;
  const most = owners[0]?.[1] ?? 1;
  return (
    <section aria-labelledby="coins-title">
      <h1 id="coins-title">Coins</h1>
      <div class="equation" role="group" aria-label="The sum against the coins mined">
        <p>
          <b>{formatCoins(sum)}</b>
          <span>held by all together, added up</span>
        </p>
        <p class={sum === mined ? 'sign held' : 'sign broken'}>
          <b>{sum === mined ? '=' : '≠'}</b>
          <span>{sum === mined ? 'equal' : 'not equal!'}</span>
        </p>
        <p>
          <b>{formatCoins(mined)}</b>
          <span>
            mined: {count(mined / (network?.reward ?? 100))} coins of{' '}
            {formatCoins(network?.reward ?? 100)}
          </span>
        </p>
      </div>
      <div class="columns two">
        <section aria-labelledby="owners-title">
          <h2 id="owners-title">Who holds what</h2>
          {owners.length === 0 && <p class="hint">Nobody has mined a coin yet.</p>}
          <ol class="bars">
            {owners.slice(0, MAX_OWNERS).map(([address, cents]) => (
              <li key={address} style={{ '--hue': hueOf(address), '--share': cents / most }}>
                <Name address={address} />
                <span class="bar" aria-hidden="true" />
                <span class="number">{formatCoins(cents)}</span>
              </li>
            ))}
          </ol>
          {owners.length > MAX_OWNERS && (
            <p class="hint">And {count(owners.length - MAX_OWNERS)} others who hold less.</p>
          )}
        </section>
        <Pace />
      </div>
    </section>
  );
}
