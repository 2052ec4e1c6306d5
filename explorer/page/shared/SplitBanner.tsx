import type { JSX } from 'preact';
import type { SeenSplit } from '../../channel/Split';
import { useModel } from '../model/useModel';
import { plural } from '../text/numbers';
import { shortHash } from '../text/shorten';
import { timeAgo } from '../text/timeAgo';
import { Cables } from './Cables';
import { blockLink } from './route';
import { UserName } from './UserName';
import { useNow } from './useNow';

/** A banner about users who have followed different branches for some time. */
export function SplitBanner(): JSX.Element {
  const { split } = useModel();
  return (
    <div role="status" aria-label="Split">
      {split !== null && <Split split={split} />}
    </div>
  );
}

function Split({ split }: { split: SeenSplit }): JSX.Element {
  const { since, height, groups, cables, isCut } = split;
  const now = useNow();
  return (
    <section class="split-banner" aria-labelledby="split-title">
      <div>
        <h2 id="split-title">The network is split</h2>
        <p>
          {groups.length} groups since height {height}, {timeAgo(since, now)}.{' '}
          {isCut
            ? 'No message passes between the groups.'
            : 'Messages pass between the groups, but a group does not change to the branch with more work.'}
        </p>
        <ol class="groups">
          {groups.map(({ users, tip, depth }) => (
            <li key={tip}>
              <span class="members">
                {users.map((user) => (
                  <UserName key={user} address={user} />
                ))}
              </span>{' '}
              <span>
                {plural(depth, 'block')}, up to{' '}
                <a href={blockLink(tip)}>
                  <code>{shortHash(tip)}</code>
                </a>
              </span>
            </li>
          ))}
        </ol>
      </div>
      <Cables cables={cables} groups={groups} />
    </section>
  );
}
