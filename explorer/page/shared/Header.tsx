import type { JSX } from 'preact';
import type { NetworkModel } from '../model/NetworkModel';
import { useModel } from '../model/useModel';
import { plural } from '../text/numbers';
import { VIEWS } from './route';
import type { Route, View } from './route';
import { shortHash } from '../text/shorten';
import { Shortcuts } from './Shortcuts';

const TITLES: Record<View, string> = {
  blocks: 'Blocks',
  users: 'Users',
  messages: 'Messages',
  payments: 'Payments',
  coins: 'Coins',
  classroom: 'Classroom',
};

const CONNECTION_WORDS = { connecting: 'connecting', open: 'live', lost: 'connection lost' };

/** The main facts about the network, and the links to the views. */
export function Header({ route }: { route: Route }): JSX.Element {
  const model = useModel();
  const { network, connection, tree } = model;
  const areAllGone = connection === 'open' && model.areAllGone();
  const height = Math.max(0, tree.main.length - 1);
  const claimed = claimedHeight(model);
  return (
    <header class="top">
      <p class="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect x="1" y="11" width="8" height="10" rx="2" />
          <rect x="12" y="11" width="8" height="10" rx="2" />
          <rect x="23" y="3" width="8" height="10" rx="2" />
          <rect x="23" y="19" width="8" height="10" rx="2" class="ghost" />
          <path d="M9 16h3M20 16c3 0 0-8 3-8M20 16c3 0 0 8 3 8" />
        </svg>
        Cantor
      </p>
      <nav aria-label="Views">
        <ul>
          {VIEWS.map((view) => (
            <li key={view}>
              <a href={`#${view}`} aria-current={route.view === view ? 'page' : undefined}>
                {TITLES[view]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ul class="facts" aria-label="The network">
        <li class={`connection ${areAllGone ? 'lost' : connection}`}>
          {areAllGone
            ? model.endedAt === null
              ? 'no user answers'
              : 'ended'
            : CONNECTION_WORDS[connection]}
        </li>
        {network !== null && (
          <>
            <li title={network.genesis}>
              network <code>{shortHash(network.genesis)}</code>
            </li>
            <li>difficulty {network.difficulty} bits</li>
            <li>
              height {height}
              {claimed > height && ` (${claimed} claimed)`}
            </li>
            <li>{plural(model.usersHere().length, 'user')}</li>
          </>
        )}
      </ul>
      <Shortcuts />
    </header>
  );
}

/** The greatest height of an invalid chain of a user that is here, or 0. */
function claimedHeight(model: NetworkModel): number {
  const ends = model.usersHere().map(({ tip }) => model.tree.find(tip));
  return ends.reduce((most, end) => Math.max(most, end?.isValid === false ? end.height : 0), 0);
}
