import { setTimeout as sleep } from 'node:timers/promises';
import { chainWork } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import type { Peer } from '../types';
import type { Contacts } from './Contacts';
import type { Fetcher } from './Fetcher';
import type { Minter } from './Minter';
import type { Payments } from './Payments';
import type { Reporter } from './Reporter';

/** How many peers the asked peer names in one round. */
const NAMED = 16;

/** Greets users. Returns immediately. Does nothing while earlier users are greeted. */
type Greet = (peers: readonly Peer[]) => void;

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
  // A silent peer answers late, or never. The other peers do not wait for it.
  let asking: Promise<void> | undefined;
  let greeting: Promise<void> | undefined;
  const greet = (peers: readonly Peer[]): void => {
    greeting ??= tools.contacts.greet(peers).finally(() => (greeting = undefined));
  };
  while (!signal.aborted) {
    try {
      await sleep(gossipMs, undefined, { signal });
      asking ??= askSilent(tools).finally(() => (asking = undefined));
      await gossip(tools, greet);
    } catch (error) {
      tools.reporter.error(error, { what: 'gossip' });
    }
  }
}

/**
 * Does one round of gossip. Talks to a random peer. Then sends payments again, if they are not on our
 * chain yet. So a user that missed a message gets the data in a later round.
 */
async function gossip(tools: GossipTools, greet: Greet): Promise<void> {
  const { contacts, minter, payments, reporter } = tools;
  const peer = contacts.randomPeer();
  if (peer !== undefined) await talkTo(peer, tools, greet);
  await payments.resend();
  minter.collectHashes();
  for (const { name, address } of contacts.peers.forgetSilent()) {
    reporter.frequent({ event: 'peerGone', name, address });
  }
}

/**
 * Asks a peer for its status and its peers, and greets the users that are new to us. Fetches the
 * peer's chain if that chain has more work than our chain.
 */
async function talkTo(
  peer: Peer,
  { chain, contacts, fetcher }: GossipTools,
  greet: Greet,
): Promise<void> {
  const status = await contacts.visit(peer, peer.address);
  if (status === undefined) {
    contacts.peers.failed(peer.address);
    return;
  }
  const known = await contacts
    .ask(peer, { type: 'getPeers', limit: NAMED }, 'peers')
    .catch(() => undefined);
  const strangers = known?.peers.slice(0, NAMED).filter((other) => contacts.isStranger(other));
  if (strangers !== undefined && strangers.length > 0) greet(strangers);
  if (status.work > chainWork(chain)) fetcher.fetchLater(peer);
}

/**
 * Asks one of the silent peers if it is back. After a cut, all peers of the other side are silent, and
 * a pause can be longer than the cut was.
 */
async function askSilent({ chain, contacts, fetcher }: GossipTools): Promise<void> {
  const peer = contacts.randomPausedPeer();
  const status = peer && (await contacts.visit(peer, peer.address));
  if (peer && status && status.work > chainWork(chain)) fetcher.fetchLater(peer);
}
