import type { JSX } from 'preact';
import type { Model } from '../model/Model';
import { useModel } from '../model/useModel';

/** What the page waits for, if it waits for anything. */
export function Notice(): JSX.Element {
  const text = waitingFor(useModel());
  return (
    <div class="notice" role="status">
      {text !== '' && <p>{text}</p>}
    </div>
  );
}

function waitingFor({ connection, network, users, tree }: Model): string {
  if (connection === 'lost') {
    return 'The connection to the explorer is lost. What you see may be old; trying again…';
  }
  if (connection === 'connecting') return 'Connecting to the explorer…';
  if (network === null) {
    return users.size === 0
      ? 'No user found yet. Start a network, for example with “npm start”; the explorer keeps looking.'
      : 'Users were found; their network is being read…';
  }
  if (tree.size === 0) return 'The network is found; its blocks are on their way…';
  if (tree.height === 0) return 'The network is empty: nobody has mined a block on genesis yet.';
  return '';
}
