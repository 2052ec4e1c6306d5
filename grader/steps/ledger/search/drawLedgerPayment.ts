import * as fc from 'fast-check';
import type { Transaction } from '../../../../solution/supplied/types';
import type { Move } from '../../../harness/channel/Story';
import { show } from '../../../harness/parent/suite/show';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { signed } from '../../support/sampleKeys';
import { AMOUNTS, FORBIDDEN, HUGE } from './amounts';
import { NETWORKS, WHO } from './networks';
import type { Name } from './networks';
import { stateAfter } from './stateAfter';

/** Draws a payment that is good, or wrong in one or two ways. */
export function drawLedgerPayment(
  draw: Draw,
  moves: readonly Move[],
  ledger: string,
  ids: readonly string[],
): { payment: Transaction; words: string } {
  const [genesis] = NETWORKS;
  const from = draw(oneOf<Name>('alice', 'alice', 'alice', 'bob', 'carol'));
  const others = (['bob', 'carol', 'alice'] as const).filter((name) => name !== from);
  const special = draw(
    fc.array(oneOf('close', 'close', 'huge', 'amount', 'to', 'signer', 'network'), {
      maxLength: draw(oneOf(1, 1, 2)),
    }),
  );
  const to = draw(special.includes('to') ? oneOf<Name>(from, 'network') : oneOf<Name>(...others));
  const signer = special.includes('signer') ? draw(oneOf<Name>(...others)) : from;
  const of = special.includes('network') ? NETWORKS[1] : genesis;
  const { owned } = stateAfter(moves, ledger, WHO[from]);
  const kinds = { close: oneOf(owned, owned, owned + 1, owned - 1), huge: HUGE, amount: FORBIDDEN };
  const kind = (['close', 'huge', 'amount'] as const).find((each) => special.includes(each));
  const amount = draw(kind === undefined ? AMOUNTS : kinds[kind]);
  const id = draw(oneOf(...ids));
  const unsigned = { id, from: WHO[from].address, to: WHO[to].address, amount };
  const payment = signed(unsigned, of, WHO[signer].privateKey);
  const by = signer === from ? '' : `, signed by ${signer}`;
  const elsewhere = of === genesis ? '' : ', signed for a different network';
  const words = `a payment of ${show(amount)} cents from ${from} to ${to}, id '${id}'${by}${elsewhere}`;
  return { payment, words };
}
