import { setTimeout as sleep } from 'node:timers/promises';
import { createGenesisBlock } from '../../createGenesisBlock';
import { checkShape } from '../chain/checkShape';
import { parseReply } from '../wire/messages';
import { Refusal } from '../Refusal';
import { tcpClient } from '../wire/tcp';
import type { TcpClientOptions } from '../wire/tcp';
import type { Block, Endpoint } from '../types';
import type { UserOptions } from './UserOptions';

/** How long to wait between two rounds of asking, in milliseconds. */
const RETRY_MS = 250;

/** Thrown when all users of the network to join have failed to answer in time. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
  readonly code = 'nobody-there';
}

/**
 * Asks users of the network to join, one after the other. Returns the genesis block from the first
 * user that answers. Real software contains its genesis block. We trust the first user, except if
 * `--genesis` gives the hash of the expected block.
 *
 * @throws NobodyThere if all users fail to answer within `joinTimeoutMs`; Refusal `bad-shape` or
 *   `bad-genesis` if the answer is not a genesis block, or is not the expected block
 */
export async function findGenesis(
  { join, genesis, joinTimeoutMs }: UserOptions,
  client: TcpClientOptions,
): Promise<Block> {
  const deadline = performance.now() + joinTimeoutMs;
  for (;;) {
    for (const endpoint of join) {
      const block = await genesisOf(endpoint, client);
      if (block === undefined) continue;
      if (genesis !== undefined && genesis !== block.hash) throw new Refusal('bad-genesis');
      return block;
    }
    if (performance.now() >= deadline || client.signal?.aborted) {
      const asked = join.map(({ host, port }) => `${host}:${port}`).join(', ');
      throw new NobodyThere(`nobody answered at ${asked}`);
    }
    await sleep(RETRY_MS);
  }
}

/** Returns the first block of a user's chain. Returns undefined if the user does not answer. */
async function genesisOf(from: Endpoint, client: TcpClientOptions): Promise<Block | undefined> {
  let first: unknown;
  try {
    const reply = parseReply(
      await tcpClient(from, { type: 'getChain', from: 0, limit: 1 }, client),
    );
    if (reply.type !== 'chain') return undefined;
    [first] = reply.blocks;
  } catch {
    return undefined;
  }
  return checkGenesis(first);
}

/**
 * Checks that a block equals the block that `createGenesisBlock` makes for the same time and
 * difficulty.
 *
 * @throws Refusal `bad-shape`, `bad-genesis`
 */
export function checkGenesis(candidate: unknown): Block {
  const block = checkShape(candidate);
  if (block.hash !== createGenesisBlock(block.timestamp, block.difficulty).hash) {
    throw new Refusal('bad-genesis', 'this is not a genesis block');
  }
  return createGenesisBlock(block.timestamp, block.difficulty);
}
