import { formatCoins } from '../../../solution/supplied/chain/coins';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import type { NetworkModel } from '../model/NetworkModel';
import { isolate } from '../text/isolate';

/** Returns a phrase about the transaction of a block. */
export function describeBlock({ index, data }: Block, model: NetworkModel): string {
  if (index === 0) return 'genesis, the first block of the network';
  const to = isolate(model.nameOf(data.to));
  if (data.from === NETWORK) return `${to} mined ${formatCoins(data.amount)}`;
  return `${isolate(model.nameOf(data.from))} pays ${to} ${formatCoins(data.amount)}`;
}
