import { applyTransaction, makeTransaction } from '../../../../solution/ledger';
import type { Keys } from '../../../../solution/supplied/chain/keys';
import { playStory } from '../../../harness/channel/playStory';
import type { Move } from '../../../harness/channel/Story';
import { mapsOf } from './mapsOf';

/** Returns what somebody owns after some moves, and the ids that are taken. */
export function stateAfter(
  moves: readonly Move[],
  ledger: string,
  { address }: Keys,
): { owned: number; taken: string[] } {
  const { values } = playStory({ applyTransaction, makeTransaction }, { moves });
  const { balances, transactions } = mapsOf(values[ledger]);
  return { owned: Number(balances.get(address) ?? 0), taken: [...transactions.keys()].map(String) };
}
