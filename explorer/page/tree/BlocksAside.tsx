import type { JSX } from 'preact';
import { balanceOf } from '../../../solution/supplied/chain/balances';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { useModel } from '../model/useModel';
import { timeAgo } from '../text/timeAgo';
import { eventText } from '../shared/eventText';
import { hueOf } from '../model/hueOf';
import { UserName } from '../shared/UserName';
import { plural } from '../text/numbers';
import { useNow } from '../shared/useNow';
import { usersInOrder } from '../users/usersInOrder';

/** How many items of news are listed. */
const SHOWN = 8;

/** The maximum number of users in the list. The view "users" lists all users. */
const MAX_USERS = 40;

/** The users and the latest news. The page shows them below the tree if no block is open. */
export function BlocksAside(): JSX.Element {
  const model = useModel();
  const now = useNow();
  const { events, holdings } = model;
  const users = usersInOrder(model);
  return (
    <div class="aside">
      <section aria-labelledby="who-title">
        <h2 id="who-title">Users</h2>
        <ul class="people">
          {users.slice(0, MAX_USERS).map(({ address, here, height }) => (
            <li key={address} class={here ? '' : 'gone'} style={{ '--hue': hueOf(address) }}>
              <UserName address={address} />
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
      <section aria-labelledby="news-title">
        <h2 id="news-title">News</h2>
        {events.length === 0 ? (
          <p class="hint">
            No news yet. This list will show users who come, go or change to another branch. Select
            a block above to open it.
          </p>
        ) : (
          <ol class="news-list">
            {events.slice(0, SHOWN).map((event) => (
              <li key={event.number} class={`news-${event.kind}`}>
                <span>{eventText(event, model)}</span> <small>{timeAgo(event.at, now)}</small>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}
