import type { Chain } from '../../../solution/supplied/chain/Chain';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';

/**
 * The chain of a user who heard these blocks only, made without the course's own code.
 *
 * @param blocks valid ones, genesis first
 */
export function chainOf(blocks: readonly Block[]): Chain {
  const balances = new Map<string, number>();
  const add = (address: string, cents: number): void => {
    const balance = (balances.get(address) ?? 0) + cents;
    if (balance === 0) balances.delete(address);
    else balances.set(address, balance);
  };
  for (const { from, to, amount } of blocks.slice(1).map(({ data }) => data)) {
    if (from !== NETWORK) add(from, -amount);
    add(to, amount);
  }
  return {
    blocks: [...blocks],
    heights: new Map(blocks.map(({ hash, index }) => [hash, index])),
    ledger: {
      genesis: blocks[0].hash,
      balances,
      transactions: new Map(blocks.map(({ data }) => [data.id, data])),
    },
  };
}
