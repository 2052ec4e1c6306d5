import type { JSX } from 'preact';
import { balanceOf } from '../../../solution/supplied/chain/balances';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { useModel } from '../model/useModel';
import { ago } from '../shared/ago';
import { hueOf } from '../shared/hueOf';
import { Name } from '../shared/Name';
import { plural } from '../shared/numbers';
import { useNow } from '../shared/useNow';
import { usersInOrder } from '../users/usersInOrder';

/** How many happenings are listed. */
const SHOWN = 8;

/** How many users are listed; all of them are in their own view. */
const MAX_USERS = 40;

/** What stands below the tree while no block is opened: who is here, what has happened. */
export function BlocksAside(): JSX.Element {
  const model = useModel();
  const now = useNow();
  const { happenings, holdings } = model;
  const users = usersInOrder(model);
  return (
    <div class="aside">
      <section aria-labelledby="who-title">
        <h2 id="who-title">Who is here</h2>
        <ul class="people">
          {users.slice(0, MAX_USERS).map(({ address, here, height }) => (
            <li key={address} class={here ? '' : 'gone'} style={{ '--hue': hueOf(address) }}>
              <Name address={address} />
              <span>{formatCoins(balanceOf(holdings.ledger, address))} coins</span>
              <span>
                {here
                  ? `height ${height}, ${plural(holdings.blocks.get(address) ?? 0, 'block')}`
                  : 'gone'}
              </span>
            </li>
          ))}
        </ul>
        {users.length > MAX_USERS && (
          <p>
            <a href="#users">and {plural(users.length - MAX_USERS, 'other')}</a>
          </p>
        )}
      </section>
      <section aria-labelledby="happened-title">
        <h2 id="happened-title">What has happened</h2>
        {happenings.length === 0 ? (
          <p class="hint">
            Nothing unusual yet. Here it says when blocks are orphaned and when users come and go.
            Pick a block above to open it.
          </p>
        ) : (
          <ol class="happenings">
            {happenings.slice(0, SHOWN).map(({ id, at, kind, text }) => (
              <li key={id} class={kind}>
                <span>{text}</span> <small>{ago(at, now)}</small>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}
