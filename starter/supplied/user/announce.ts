import { broadcast } from '../../broadcast';
import { MAX_SHORT_ANSWER_BYTES } from '../constants';
import type { Block } from '../types';
import type { Contacts } from './Contacts';
import type { Fetcher } from './Fetcher';
import type { Reporter } from './Reporter';

/** The parts that `announce` uses. */
export interface AnnounceTools {
  contacts: Contacts;
  fetcher: Fetcher;
  reporter: Reporter;
}

/** Sends our new block to every peer. If a peer has a longer chain, fetches the peer's chain. */
export async function announce(
  block: Block,
  { contacts, fetcher, reporter }: AnnounceTools,
): Promise<void> {
  const { self, client } = contacts.options;
  const message = { type: 'block' as const, block, port: self.port };
  // All peers answer at the same time. Together, short answers take little memory and time.
  const deliveries = await broadcast(message, contacts.reachable(), self.address, {
    ...client,
    maxBytes: MAX_SHORT_ANSWER_BYTES,
  });
  for (const delivery of deliveries) {
    const { peer } = delivery;
    if ('error' in delivery) {
      contacts.peers.failed(peer.address);
      continue;
    }
    contacts.peers.heard(peer.address);
    const { reply } = delivery;
    // A peer that lacks the parent asks us for the parent.
    if (reply.type !== 'rejected' || reply.code === 'unknown-parent') continue;
    if (reply.code === 'not-longest') fetcher.fetchLater(peer);
    else {
      const { code, reason } = reply;
      reporter.frequent({ event: 'refused', what: 'block', by: 'them', code, reason });
    }
  }
}
