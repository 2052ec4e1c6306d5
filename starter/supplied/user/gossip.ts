import { setTimeout as sleep } from 'node:timers/promises';
import { chainWork } from '../chain/Chain';
import type { UserServer } from './UserServer';

/**
 * One round of gossip: asks one peer, drawn by lot, whom it knows and how it stands, greets the
 * strangers, catches up if it has more work, and sends again the payments that are on no chain. What
 * somebody missed is repaired here, sooner or later.
 */
export async function gossip(user: UserServer): Promise<void> {
  const { contacts, chain, fetcher, payments, parts } = user;
  const peer = contacts.anyone();
  if (peer !== undefined) {
    const status = await contacts.visit(peer, peer.address);
    if (status === undefined) {
      contacts.peers.failed(peer.address);
    } else {
      const known = await contacts.ask(peer, { type: 'getPeers' }, 'peers').catch(() => undefined);
      await contacts.greet(known?.peers.filter((other) => contacts.isStranger(other)) ?? []);
      if (status.work > chainWork(chain)) fetcher.fetchLater(peer);
    }
  }
  await payments.resend();
  user.countHashes();
  for (const { name, address } of contacts.peers.forgetSilent()) {
    parts.report({ event: 'peerGone', name, address });
  }
}

/** Gossips every `gossipMs` until aborted. */
export async function keepGossiping(user: UserServer): Promise<void> {
  const { options, signal } = user.parts;
  while (!signal.aborted) {
    try {
      await sleep(options.gossipMs, undefined, { signal });
      await gossip(user);
    } catch (error) {
      user.reportError(error, 'gossip');
    }
  }
}
