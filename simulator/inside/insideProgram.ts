import type { MessagePort } from 'node:worker_threads';
import { createGenesisBlock, nextBlock } from '../../solution/createGenesisBlock';
import { mine } from '../../solution/mine';
import { claimJob } from '../../solution/signals';
import { createChain } from '../../solution/supplied/chain/Chain';
import type { Keys } from '../../solution/supplied/chain/keys';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Block, Job, MinedBlock, Peer } from '../../solution/supplied/types';
import { findGenesis } from '../../solution/supplied/user/joinNetwork';
import type { Signals } from '../../solution/supplied/user/signalCells';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { UserServer } from '../../solution/supplied/user/UserServer';
import { tcpServer } from '../../solution/supplied/wire/tcp';
import { acquaint } from './acquaintedContacts';

// A world without a network, and users that do not follow the program, use these parts.
export { broadcast } from '../../solution/broadcast';
export { catchUp } from '../../solution/catchUp';
export { createGenesisBlock, nextBlock } from '../../solution/createGenesisBlock';
export { handleMsg } from '../../solution/handleMsg';
export { makeTransaction } from '../../solution/ledger';
export { mine } from '../../solution/mine';
export { sign } from '../../solution/signatures';
export { adoptBranch } from '../../solution/supplied/chain/adoptBranch';
export { appendBlock, copyChain, createChain, tip } from '../../solution/supplied/chain/Chain';
export { createKeys } from '../../solution/supplied/chain/keys';
export { createSignals } from '../../solution/supplied/user/signalCells';
export { useCarrier } from './simulatedTcp';

/** The parts from which a simulated user is made. */
export interface UserParts {
  options: UserOptions;
  keys: Keys;
  signals: Signals;
  minerPort: MessagePort;
  report: (event: UserEvent) => void;
  signal: AbortSignal;
  /** Receives the user before it joins. */
  onMade: (user: UserServer) => void;
  /** The genesis block and the peers that the user knows. Without them, the user joins. */
  acquainted?: { genesis: Block; peers: readonly Peer[] };
}

/** Starts a user in the way of `serverThread.ts`. Resolves when the user mines and gossips. */
export async function startUser(parts: UserParts): Promise<void> {
  const { options, signal, acquainted } = parts;
  const made: { user?: UserServer } = {};
  const server = await tcpServer({
    ...options,
    handle: (message, senderHost, end) => {
      if (made.user === undefined) throw new Refusal('busy', 'this user is still joining');
      return made.user.receive(message, senderHost, end);
    },
    onError: (error) => made.user?.serverFailed(error),
  });
  const genesis = acquainted?.genesis ?? (await genesisOf(options, signal));
  const endpoint = { host: server.host, port: server.port };
  const user = acquaint(
    acquainted?.peers ?? [],
    () => new UserServer({ ...parts, chain: createChain(genesis), endpoint }),
  );
  made.user = user;
  parts.onMade(user);
  if (acquainted === undefined) await user.join(options.join);
  user.begin();
}

function genesisOf(options: UserOptions, signal: AbortSignal): Promise<Block> | Block {
  const { join, clockSkewMs, difficulty, messageTimeoutMs } = options;
  return join.length === 0
    ? createGenesisBlock(Date.now() + clockSkewMs, difficulty)
    : findGenesis(options, { timeoutMs: messageTimeoutMs, signal });
}

/**
 * Returns the block of a job, as a miner thread hands it in. Returns undefined if the job was
 * cancelled.
 *
 * @param begunAt when the miner began with the job, in milliseconds since 1970
 */
export function finishJob(job: Job, begunAt: number, signals: Signals): MinedBlock | undefined {
  const { number, parent, data } = job;
  const block = mine(nextBlock(parent, data, begunAt), () => true);
  return block !== null && claimJob(signals, number) ? { number, block } : undefined;
}
