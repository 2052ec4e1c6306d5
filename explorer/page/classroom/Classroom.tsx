import type { JSX } from 'preact';
import { useModel } from '../model/useModel';
import { timeAgo } from '../text/timeAgo';
import { eventText } from '../shared/eventText';
import { hueOf } from '../model/hueOf';
import { UserName } from '../shared/UserName';
import { formatCount, plural } from '../text/numbers';
import { useNow } from '../shared/useNow';
import { usersInOrder } from '../users/usersInOrder';
import { Lanes } from './Lanes';

/** The maximum number of users in the list. */
const MAX_USERS = 12;

/**
 * The network for a projector. It shows few things, because people in the last row must be able to
 * read them.
 */
export function Classroom(): JSX.Element {
  const model = useModel();
  const now = useNow();
  const { tree, holdings } = model;
  const latest = model.events.at(0);
  const { tip } = tree;
  const users = usersInOrder(model)
    .map((user) => ({ ...user, blocks: holdings.blocks.get(user.address) ?? 0 }))
    .sort((one, other) => other.blocks - one.blocks);
  const most = Math.max(1, ...users.map(({ blocks }) => blocks));
  return (
    <section class="classroom" aria-labelledby="classroom-title">
      <h1 id="classroom-title" class="unseen">
        Classroom
      </h1>
      <div class="big">
        <p class="height">
          <span>height</span>
          <b>{formatCount(Math.max(0, tree.main.length - 1))}</b>
        </p>
        <p class="latest">
          {tip !== undefined && tip.height > 0 && (
            <>
              <span>newest block by</span>
              <b style={{ '--hue': hueOf(tip.block.data.to) }}>
                <UserName address={tip.block.data.to} />
              </b>
              <span>{timeAgo(tip.seenAt, now)}</span>
            </>
          )}
        </p>
        <p class="height">
          <span>users here</span>
          <b>{model.usersHere().length}</b>
        </p>
      </div>
      <Lanes />
      <h2>Blocks per user</h2>
      <ol class="bars">
        {users.slice(0, MAX_USERS).map(({ address, here, blocks }) => (
          <li
            key={address}
            class={here ? '' : 'gone'}
            style={{ '--hue': hueOf(address), '--share': blocks / most }}
          >
            <span class="who">
              <UserName address={address} />
              {!here && <span class="badge">gone</span>}
            </span>
            <span class="bar" aria-hidden="true" />
            <span class="number">{formatCount(blocks)}</span>
          </li>
        ))}
      </ol>
      {users.length > MAX_USERS && <p>and {plural(users.length - MAX_USERS, 'other')}</p>}
      {latest !== undefined && (
        <p class="news">
          {eventText(latest, model)} <small>{timeAgo(latest.at, now)}</small>
        </p>
      )}
    </section>
  );
}
