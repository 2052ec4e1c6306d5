import * as fc from 'fast-check';
import { REWARD } from '../../../../solution/supplied/constants';
import { at } from '../../../harness/channel/Story';
import type { Move } from '../../../harness/channel/Story';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { PEOPLE } from '../../support/people';
import { signed } from '../../support/sampleKeys';
import { FORBIDDEN_AMOUNTS } from './amounts';
import { NETWORKS } from './networks';
import { RICH, richLedger } from './richLedger';

const { alice, bob } = PEOPLE;

/** All forbidden amounts, and many ways to promise all that is left. */
export function amountStory(draw: Draw): Move[] {
  const order = { from: alice.address, to: bob.address };
  const moves: Move[] = [{ let: 'ledger', be: richLedger(), words: RICH }];
  for (const [i, amount] of FORBIDDEN_AMOUNTS.entries()) {
    const wish = { ...order, amount, id: `w${i}` };
    moves.push({ call: 'makeTransaction', args: [at('ledger'), [], wish] });
    const payment = signed({ ...order, amount, id: `p${i}` }, NETWORKS[0], alice.privateKey);
    moves.push({ call: 'applyTransaction', args: [at('ledger'), payment] });
  }
  for (let i = 0; i < 12; i++) {
    const owed = draw(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }));
    const promised = owed.map((amount, n) => ({ ...order, amount, id: `o${n}`, signature: '' }));
    const left = owed.reduce((rest, amount) => rest - amount, 2 * REWARD);
    const wish = { ...order, amount: left + draw(oneOf(0, 0, 0, 1)), id: `left${i}` };
    moves.push({ call: 'makeTransaction', args: [at('ledger'), promised, wish] });
  }
  return moves;
}
