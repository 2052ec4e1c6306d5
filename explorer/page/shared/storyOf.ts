import { formatCoins } from '../../../solution/supplied/chain/coins';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import type { Model } from '../model/Model';
import { isolate } from './isolate';

/** What a block says, in a sentence. */
export function storyOf({ index, data }: Block, model: Model): string {
  if (index === 0) return 'genesis, where the network begins';
  const to = isolate(model.nameOf(data.to));
  if (data.from === NETWORK) return `${to} mined ${formatCoins(data.amount)}`;
  return `${isolate(model.nameOf(data.from))} pays ${to} ${formatCoins(data.amount)}`;
}
