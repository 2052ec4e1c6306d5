import { setTimeout as sleep } from 'node:timers/promises';
import { chainWork } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import type { Contacts } from './Contacts';
import type { Fetcher } from './Fetcher';
import type { Minter } from './Minter';
import type { Payments } from './Payments';
import type { Reporter } from './Reporter';

/** The parts that gossip uses. */
export interface GossipTools {
  chain: Chain;
  contacts: Contacts;
  fetcher: Fetcher;
  minter: Minter;
  payments: Payments;
  reporter: Reporter;
}

/** Gossips every `gossipMs` milliseconds, until `signal` is aborted. */
export async function keepGossiping(
  gossipMs: number,
  signal: AbortSignal,
  tools: GossipTools,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sleep(gossipMs, undefined, { signal });
      await gossip(tools);
    } catch (error) {
      tools.reporter.error(error, { what: 'gossip' });
    }
  }
}

/**
 * Does one round of gossip. Asks a random peer for its status and its peers, and greets the users
 * that are new to us. Fetches the peer's chain if that chain has more work than our chain. Then
 * sends payments again, if they are not on our chain yet. So a user that missed a message gets the
 * data in a later round.
 */
async function gossip(tools: GossipTools): Promise<void> {
  const { chain, contacts, fetcher, minter, payments, reporter } = tools;
  const peer = contacts.randomPeer();
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
  minter.collectHashes();
  for (const { name, address } of contacts.peers.forgetSilent()) {
    reporter.report({ event: 'peerGone', name, address });
  }
}
