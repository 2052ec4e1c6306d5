import { isDeepStrictEqual } from 'node:util';
import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { checkShape } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Block, Endpoint } from '../../solution/supplied/types';
import { endpointKey } from '../../solution/supplied/wire/endpointKey';
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
  const key = endpointKey(endpoint);
  return {
    ...{ id: `${key} genesis`, user: null, endpoint: `the user at ${key}`, subject: 'block 0' },
    ...{ block: null, cause: 'bad-shape', detail: sentence(reason), others: [] },
  };
}
