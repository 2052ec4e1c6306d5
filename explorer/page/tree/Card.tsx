import type { JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { NETWORK } from '../../../solution/supplied/constants';
import type { SeenUser } from '../../channel/Updates';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { hueOf } from '../model/hueOf';
import { UserName } from '../shared/UserName';
import { blockLink } from '../shared/route';
import { shortHash } from '../text/shorten';
import { cardX, cardY } from './geometry';
import { statusLabel, statusOf } from './statusOf';

/** How many names of users a tip shows. The other users are shown as a number. */
const MAX_FLAGS = 2;

/** How long a block counts as new, in milliseconds. */
const NEW_MS = 1500;

interface Props {
  node: TreeNode;
  isOpen: boolean;
  /** True for the one card that the Tab key reaches. The arrow keys reach the other cards. */
  isActive: boolean;
}

/** A block of the tree. */
export function Card({ node, isOpen, isActive }: Props): JSX.Element {
  const model = useModel();
  const { block, height, lane, code } = node;
  const status = statusOf(node);
  const label = statusLabel(status, code);
  const users = model.usersAt(node.id);
  const isNew = Date.now() - node.seenAt < NEW_MS;
  return (
    <a
      class={`card ${status}${height === 0 ? ' genesis' : ''}${isNew ? ' new' : ''}`}
      href={blockLink(node.id)}
      tabIndex={isActive ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      data-hash={node.id}
      style={{
        '--hue': hueOf(block.data.to),
        transform: `translate(${cardX(height) / 16}rem, ${cardY(lane) / 16}rem)`,
      }}
    >
      <span class="card-head">
        <b>
          <span class="unseen">Block </span>
          {block.index}
        </b>
        {label === '' ? (
          <span class="unseen">, on the main chain, </span>
        ) : (
          <span class="status">{label}</span>
        )}
      </span>
      <code class="card-hash">{shortHash(block.hash)}</code>
      <Story node={node} />
      <Flags users={users} />
    </a>
  );
}

/** The names of the users who have this block as their tip. */
function Flags({ users }: { users: readonly SeenUser[] }): JSX.Element | null {
  if (users.length === 0) return null;
  const more = users.length - MAX_FLAGS;
  return (
    <span class={users.length > 1 ? 'flags shared' : 'flags'}>
      <span class="unseen">, tip of </span>
      {users.slice(0, MAX_FLAGS).map(({ address }) => (
        <span class="flag" key={address}>
          <UserName address={address} />
        </span>
      ))}
      {more > 0 && <span class="flag more">+{more}</span>}
    </span>
  );
}

function Story({ node: { block, height } }: { node: TreeNode }): JSX.Element {
  const { from, to, amount } = block.data;
  if (height === 0) return <span class="card-story">genesis</span>;
  if (from === NETWORK) {
    return (
      <span class="card-story">
        <UserName address={to} />
        <span class="unseen"> mined </span>
        <span class="amount">+{formatCoins(amount)}</span>
      </span>
    );
  }
  return (
    <span class="card-story">
      <UserName address={from} />
      <span class="amount"> →{formatCoins(amount)}→ </span>
      <UserName address={to} />
    </span>
  );
}
