import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { balanceOf } from '../../../solution/supplied/chain/balances';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { CODES } from '../../../solution/supplied/Refusal';
import type { SeenUser } from '../../channel/Updates';
import { useModel } from '../model/useModel';
import { timeAgo } from '../text/timeAgo';
import { hueOf } from '../model/hueOf';
import { UserName } from '../shared/UserName';
import { formatCount } from '../text/numbers';
import { blockLink, userLink } from '../shared/route';
import { shortHash } from '../text/shorten';
import { useNow } from '../shared/useNow';
import { hashRates } from './hashRates';
import { usersInOrder } from './usersInOrder';

/** All users that were ever seen. */
export function UsersView(): JSX.Element {
  const model = useModel();
  const now = useNow();
  const users = usersInOrder(model);
  const here = model.usersHere().length;
  const rates = hashRates(model.tree.main);
  return (
    <section aria-labelledby="users-title">
      <h1 id="users-title">Users</h1>
      <p class="lead">
        {here} here{users.length > here ? `, ${users.length - here} gone` : ''}. Balances and blocks
        count only the main chain. Hashes a second are an estimate from its last 100 blocks, with
        the rests.
      </p>
      {users.length === 0 ? (
        <p class="empty">No user has been found yet.</p>
      ) : (
        <div class="table users" role="table" aria-labelledby="users-title">
          <div role="row" class="row head">
            {[
              'Name',
              'Address',
              'Balance',
              'Height',
              'Peers',
              'Blocks',
              'Hashes a second',
              'Last heard',
            ].map((title) => (
              <span key={title} role="columnheader">
                {title}
              </span>
            ))}
          </div>
          {users.map((user) => (
            <UserRow key={user.address} user={user} now={now} rate={rates.get(user.address) ?? 0} />
          ))}
        </div>
      )}
    </section>
  );
}

interface UserRowProps {
  user: SeenUser;
  now: number;
  /** The estimated hashes a second. */
  rate: number;
}

function UserRow({ user, now, rate }: UserRowProps): JSX.Element {
  const { holdings } = useModel();
  const { address, here, height, peers, heardAt, tip, trouble, host, port } = user;
  const [isWhole, setWhole] = useState(false);
  return (
    <div role="row" class={here ? 'row' : 'row gone'} style={{ '--hue': hueOf(address) }}>
      <span role="cell" data-title="Name" class="who">
        <UserName address={address} />
        {!here && <span class="badge">gone</span>}
        <small>
          <a href={userLink(address)}>as this user sees it</a>
        </small>
        {trouble !== null && (
          <>
            <span class="badge bad">{trouble}</span> <small>{CODES[trouble]}</small>
          </>
        )}
      </span>
      <span role="cell" data-title="Address">
        <button
          type="button"
          class="plain"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          <code class="hash">{isWhole ? address : shortHash(address)}</code>
        </button>
        {isWhole && (
          <small>
            listens on {host}:{port}
          </small>
        )}
      </span>
      <span role="cell" data-title="Balance" class="number">
        {formatCoins(balanceOf(holdings.ledger, address))}
      </span>
      <span role="cell" data-title="Height" class="number">
        <a href={blockLink(tip)}>{formatCount(height)}</a>
      </span>
      <span role="cell" data-title="Peers" class="number">
        {formatCount(peers)}
      </span>
      <span role="cell" data-title="Blocks" class="number">
        {formatCount(holdings.blocks.get(address) ?? 0)}
      </span>
      <span role="cell" data-title="Hashes a second" class="number">
        {rate === 0 ? '–' : formatCount(Math.round(rate))}
      </span>
      <span role="cell" data-title="Last heard" class="number">
        {timeAgo(heardAt, now)}
      </span>
    </div>
  );
}
