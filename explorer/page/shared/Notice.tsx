import type { JSX } from 'preact';
import type { NetworkModel } from '../model/NetworkModel';
import { useModel } from '../model/useModel';

/** A message about the thing that the page waits for, such as a connection or a user. */
export function Notice(): JSX.Element {
  const text = waitingFor(useModel());
  return (
    <div class="notice" role="status">
      {text !== '' && <p>{text}</p>}
    </div>
  );
}

function waitingFor(model: NetworkModel): string {
  const { connection, network, users, tree } = model;
  if (connection === 'lost') {
    return 'The connection to the explorer is lost. The data on this page can be old. Reconnecting…';
  }
  if (connection === 'connecting') return 'Connecting to the explorer…';
  if (network === null) {
    return users.size === 0
      ? 'No user found yet. Start a network, for example with “npm start”. The explorer keeps searching.'
      : 'Users found. Waiting for their network…';
  }
  if (tree.size === 0) return 'Network found. Waiting for its blocks…';
  if (model.endedAt !== null) {
    const time = new Date(model.endedAt).toLocaleTimeString();
    return `The network was ended at ${time}. The page shows what its users had then.`;
  }
  if (model.areAllGone()) {
    const heardAt = Math.max(...[...users.values()].map((user) => user.heardAt));
    const time = new Date(heardAt).toLocaleTimeString();
    return `No user answers any more. The page shows what the users had at ${time}. The explorer keeps asking.`;
  }
  if (tree.height === 0) return 'The network has only genesis. No user has mined a block yet.';
  return '';
}
