import * as fc from 'fast-check';
import { REWARD } from '../../../../solution/supplied/constants';
import { at } from '../../../harness/channel/Story';
import type { Move } from '../../../harness/channel/Story';
import { show } from '../../../harness/parent/suite/show';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { AMOUNTS, FORBIDDEN, HUGE } from './amounts';
import { coinFor, WHO } from './networks';
import type { Name } from './networks';
import { stateAfter } from './stateAfter';

/** Promises some amounts, and then a payment that can be a little too much. */
export function drawPromise(
  draw: Draw,
  moves: Move[],
  ledger: string,
  i: number,
  ids: readonly string[],
): void {
  const from = draw(oneOf<Name>('alice', 'alice', 'bob', 'network'));
  const { owned, taken } = stateAfter(moves, ledger, WHO[from]);
  const affordable = fc.integer({ min: 1, max: Math.max(1, Math.floor(owned / 3)) });
  const amounts = fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 120 }) },
    { weight: 1, arbitrary: oneOf(REWARD, 2 ** 31, 2 ** 32, 2 ** 32 - REWARD, 2 ** 52) },
  );
  const owed = draw(
    draw(fc.nat(2)) > 0
      ? fc.array(affordable, { maxLength: 3 })
      : fc.array(amounts, { maxLength: draw(oneOf(1, 3, 12)) }),
  );
  const id = draw(oneOf(...ids, 'no id at all!', ''));
  const list = owed.map((amount, n) => ({
    ...coinFor('bob', amount, draw(oneOf(`owed-${n}`, ...taken, id))),
    from: WHO[from].address,
    signature: '0'.repeat(128),
  }));
  const to = draw(oneOf<Name>('bob', 'bob', 'carol', 'carol', 'alice', 'network'));
  // All that is left, or what would be left if one of the promises did not count.
  const left = owed.reduce((rest, amount) => rest - amount, owned);
  const payment = {
    id,
    from: WHO[from].address,
    to: WHO[to].address,
    amount: draw(fc.boolean())
      ? Math.max(1, left + draw(oneOf(0, 0, 1, -1, ...owed)))
      : draw(draw(oneOf(AMOUNTS, FORBIDDEN, HUGE))),
  };
  moves.push(
    { let: `promised${i}`, be: list, words: `promises of ${owed.join(' and ') || 'nothing'}` },
    { let: `wish${i}`, be: payment, words: `${show(payment.amount)} cents from ${from} to ${to}` },
    {
      call: 'makeTransaction',
      args: [at(ledger), at(`promised${i}`), at(`wish${i}`)],
      as: `made${i}`,
    },
  );
}
