import type { JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { useModel } from '../model/useModel';
import { hueOf } from '../model/hueOf';
import { UserName } from '../shared/UserName';
import { formatCount, plural } from '../text/numbers';
import { Pace } from './Pace';

/** The maximum number of owners in the list. */
const MAX_OWNERS = 100;

/** The balance of each user, and a check that all coins were mined. */
export function CoinsView(): JSX.Element {
  const { holdings, network } = useModel();
  const owners = [...holdings.ledger.balances].sort((one, other) => other[1] - one[1]);
  const { sum, mined } = holdings;
  const most = owners[0]?.[1] ?? 1;
  return (
    <section aria-labelledby="coins-title">
      <h1 id="coins-title">Coins</h1>
      <div
        class="equation"
        role="group"
        aria-label="The sum of all balances, compared with the coins mined"
      >
        <p>
          <b>{formatCoins(sum)}</b>
          <span>the sum of all balances</span>
        </p>
        <p class={sum === mined ? 'sign passed' : 'sign broken'}>
          <b>{sum === mined ? '=' : '≠'}</b>
          <span>{sum === mined ? 'equal' : 'not equal!'}</span>
        </p>
        <p>
          <b>{formatCoins(mined)}</b>
          <span>
            mined: {formatCount(mined / (network?.reward ?? 100))} coins of{' '}
            {formatCoins(network?.reward ?? 100)}
          </span>
        </p>
      </div>
      <div class="columns two">
        <section aria-labelledby="owners-title">
          <h2 id="owners-title">Balances</h2>
          {owners.length === 0 && <p class="hint">No user has mined a coin yet.</p>}
          <ol class="bars">
            {owners.slice(0, MAX_OWNERS).map(([address, cents]) => (
              <li key={address} style={{ '--hue': hueOf(address), '--share': cents / most }}>
                <UserName address={address} />
                <span class="bar" aria-hidden="true" />
                <span class="number">{formatCoins(cents)}</span>
              </li>
            ))}
          </ol>
          {owners.length > MAX_OWNERS && (
            <p class="hint">And {plural(owners.length - MAX_OWNERS, 'other')} with less.</p>
          )}
        </section>
        <Pace />
      </div>
    </section>
  );
}
