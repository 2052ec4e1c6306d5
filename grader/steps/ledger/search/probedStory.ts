import * as fc from 'fast-check';
import { makeTransaction } from '../../../../solution/ledger';
import { REWARD } from '../../../../solution/supplied/constants';
import { at } from '../../../harness/channel/Story';
import type { Move } from '../../../harness/channel/Story';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { PEOPLE } from '../../support/people';
import { probe, spoil } from '../../support/probe';
import { signed } from '../../support/sampleKeys';
import { HUGE } from './amounts';
import { NETWORKS } from './networks';
import { RICH, richLedger } from './richLedger';

const { alice, bob } = PEOPLE;

/** Transactions and promises that are used again after a part of them was changed. */
export function probedStory(draw: Draw): Move[] {
  const [genesis] = NETWORKS;
  const ledger = richLedger();
  const order = { from: alice.address, to: bob.address, amount: draw(oneOf(1, 60, REWARD)) };
  const [payment, tooMuch] = [order.amount, draw(fc.oneof(HUGE, fc.constant(2 * REWARD + 1)))].map(
    (amount, i) => signed({ ...order, amount, id: `p${i + 1}` }, genesis, alice.privateKey),
  );
  const owed = draw(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }));
  const left = 2 * REWARD - owed.reduce((sum, amount) => sum + amount, 0);
  const promised = owed.map((amount, i) => ({
    ...order,
    amount,
    id: `owed-${i}`,
    signature: '0'.repeat(128),
  }));
  const wish = {
    ...order,
    id: draw(oneOf('w1', 'owed-0')),
    amount: left + draw(oneOf(0, 0, 0, 1, -1)),
  };
  const args = [ledger, promised, wish] as const;
  const made = { call: 'makeTransaction', args: [at('ledger'), at('promised1'), at('wish1')] };
  const applied = { call: 'applyTransaction', args: [at('ledger'), at('pay1')] };
  const possible = { ...wish, amount: 1 };
  return [
    {
      let: 'ledger',
      be: structuredClone(ledger),
      words: RICH,
    },
    { let: 'promised1', be: promised, words: `promises of ${owed.join(' and ')}` },
    { let: 'wish1', be: wish },
    { let: 'pay1', be: payment },
    { call: 'applyTransaction', args: [at('ledger'), tooMuch] },
    ...probe(draw, [made], { promised1: promised, wish1: wish }, 4),
    ...(draw(fc.boolean()) ? [{ seal: ['pay1'] } as const] : []),
    ...(draw(fc.boolean()) ? probe(draw, [applied], { pay1: payment }, 3) : []),
    ...spoil(
      draw,
      { call: 'makeTransaction', args: [args[0], promised, possible] },
      makeTransaction(args[0], promised, possible),
      'made1',
    ),
  ];
}
