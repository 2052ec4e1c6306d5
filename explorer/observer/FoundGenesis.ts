import { isDeepStrictEqual } from 'node:util';
import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { checkShape } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Block, Endpoint, Hash } from '../../solution/supplied/types';
import { sentence } from './detailOf';
import type { FoundFault } from './FaultList';

/** The first block of a user's chain, and the code if it is no right genesis block. */
export class FoundGenesis {
  constructor(
    readonly block: Block,
    readonly code: Code | null,
  ) {}
}

/**
 * Compares a value with the genesis block of the same time and difficulty. The code is `bad-hash` if
 * only the hash is wrong, and otherwise `bad-genesis`. Returns the Refusal for a value without a
 * block's shape.
 */
export function readGenesis(candidate: unknown): FoundGenesis | Refusal {
  let block: Block;
  try {
    block = checkShape(candidate);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  const right = createGenesisBlock(block.timestamp, block.difficulty);
  if (isDeepStrictEqual(block, right)) return new FoundGenesis(right, null);
  const hasRightFields = isDeepStrictEqual({ ...block, hash: right.hash }, right);
  return new FoundGenesis(block, hasRightFields ? 'bad-hash' : 'bad-genesis');
}

/** Returns the fault of a user at an endpoint whose first block has no block's shape. */
export function faultOfStranger(endpoint: Endpoint, { reason }: Refusal): FoundFault {
  const key = textOf(endpoint);
  return {
    ...{ id: `${key} genesis`, user: null, endpoint: `The user at ${key}`, subject: 'block 0' },
    ...{ block: null, cause: 'bad-shape', detail: sentence(reason), others: [] },
  };
}

/** Returns the note that a user at an endpoint is in another network than the one that is shown. */
export function faultOfOther(endpoint: Endpoint, genesis: Hash, shown: Hash): FoundFault {
  const at = textOf(endpoint);
  const detail =
    `Its genesis block is ${genesis.slice(0, 8)}…, and this explorer shows ${shown.slice(0, 8)}…. ` +
    `Another explorer can show it: npm run explorer peer ${at}.`;
  return {
    ...{ id: `${at} network`, user: null, endpoint: `The user at ${at}`, subject: 'network' },
    ...{ block: null, cause: 'other-network', detail, others: [] },
  };
}

/** Returns an endpoint as the command line takes it. */
function textOf({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
