import type { Peer } from '../../solution/supplied/types';
import { Contacts as StrangersContacts } from '../../solution/supplied/user/Contacts';
import type { ContactsOptions } from '../../solution/supplied/user/Contacts';

let acquaintances: readonly Peer[] = [];

/** Returns the user that `make` makes. The user knows these peers from the start. */
export function acquaint<Made>(peers: readonly Peer[], make: () => Made): Made {
  acquaintances = peers;
  try {
    return make();
  } finally {
    acquaintances = [];
  }
}

/** Replaces the `Contacts` that a user's server makes. */
export class Contacts extends StrangersContacts {
  constructor(options: ContactsOptions) {
    super(options);
    for (const peer of acquaintances) this.peers.learn(peer, true);
  }
}
