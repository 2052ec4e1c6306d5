import * as fc from 'fast-check';
import { REWARD } from '../../../../solution/supplied/constants';
import { at } from '../../../harness/channel/Story';
import type { Move } from '../../../harness/channel/Story';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { PEOPLE } from '../../support/people';
import { COINS } from './amounts';
import { drawLedgerPayment } from './drawLedgerPayment';
import { drawPromise } from './drawPromise';
import { coinFor, NETWORKS } from './networks';
import type { Name } from './networks';

const { carol } = PEOPLE;
const IDS = ['a', 'b', 'c', '0', 'constructor', 'Z-9', 'genesis', '-', 'toString', 'x'.repeat(64)];
/** Different ids that a program could take for the same. */
const KIN_IDS = [
  ['p-1', 'p-01', 'P-1', 'p1', 'p-1-'],
  ['1', '01', '1e0', '0x1', '-1'],
  ['x'.repeat(64), 'x'.repeat(63), `${'x'.repeat(63)}y`, `y${'x'.repeat(63)}`],
];

/** Ids, ledgers and payments that meet again and again, in one program. */
export function drawnStory(draw: Draw, hasTwo: boolean): Move[] {
  const moves: Move[] = [];
  const genesis = NETWORKS[0];
  const ledgers = ['ledger'];
  const ids = draw(oneOf(IDS, IDS, ...KIN_IDS));
  const emptyLedger = (of: string) => ({
    genesis: of,
    balances: new Map(),
    transactions: new Map(),
  });
  moves.push({ let: 'ledger', be: emptyLedger(genesis), words: 'an empty ledger' });
  if (hasTwo) {
    const isSame = draw(fc.boolean());
    const words = `an empty ledger of ${isSame ? 'the same' : 'a different'} network`;
    moves.push({ let: 'other', be: emptyLedger(NETWORKS[isSame ? 0 : 1]), words });
    ledgers.push('other');
  }
  const transactions: string[] = [];
  const drawLedger = (): string => draw(oneOf(...ledgers));
  const apply = (ledger: string, transaction: string): void => {
    moves.push({ call: 'applyTransaction', args: [at(ledger), at(transaction)] });
  };
  const addCoin = (): void => {
    const to = draw(oneOf<Name>('alice', 'alice', 'alice', 'bob', 'carol', 'network'));
    // The transaction of the genesis block is no coin.
    const coin =
      draw(fc.nat(9)) === 0
        ? coinFor('network', 0, 'genesis')
        : coinFor(to, draw(COINS), draw(oneOf(...ids)));
    const name = `coin${transactions.length + 1}`;
    moves.push({
      let: name,
      be: coin,
      words: `a coin of ${coin.amount} cents for ${to}, id '${coin.id}'`,
    });
    transactions.push(name);
    apply(drawLedger(), name);
  };
  const addPayment = (): void => {
    const ledger = drawLedger();
    const { payment, words } = drawLedgerPayment(draw, moves, ledger, ids);
    const name = `pay${transactions.length + 1}`;
    moves.push({ let: name, be: payment, words });
    transactions.push(name);
    apply(ledger, name);
  };
  addCoin();
  const length = draw(fc.integer({ min: 3, max: 12 }));
  for (let i = 0; i < length; i++) {
    const again = (): void => apply(drawLedger(), draw(oneOf(...transactions)));
    draw(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(addCoin) },
        { weight: 4, arbitrary: fc.constant(addPayment) },
        { weight: 3, arbitrary: fc.constant(again) },
        {
          weight: 2,
          arbitrary: fc.constant(() => changeTransaction(draw, moves, transactions, drawLedger())),
        },
        {
          weight: 2,
          arbitrary: fc.constant(() => undo(moves, drawLedger(), draw(oneOf(...transactions)))),
        },
        { weight: 3, arbitrary: fc.constant(() => drawPromise(draw, moves, drawLedger(), i, ids)) },
      ),
    )();
  }
  return moves;
}

/** Changes a transaction that was applied or refused, or copies it, and applies it. */
function changeTransaction(
  draw: Draw,
  moves: Move[],
  transactions: string[],
  ledger: string,
): void {
  const name = draw(oneOf(...transactions));
  const changed = draw(
    oneOf<'copy' | 'amount' | 'to' | 'id' | 'freeze'>('copy', 'amount', 'to', 'id', 'freeze'),
  );
  let used = name;
  if (changed === 'copy') {
    used = `copy${moves.length}`;
    moves.push({ copy: [name], as: used });
    transactions.push(used);
  } else if (changed === 'freeze') moves.push({ freeze: [name] });
  else {
    const to = { amount: draw(oneOf(1, REWARD, 101)), to: carol.address, id: draw(oneOf(...IDS)) };
    moves.push({ change: [name, changed], to: to[changed] });
  }
  moves.push({ call: 'applyTransaction', args: [at(ledger), at(used)] });
}

/** Applies a transaction, puts the ledger back as a reorganisation does, and applies it again. */
function undo(moves: Move[], ledger: string, transaction: string): void {
  const number = moves.length;
  const call: Move = { call: 'applyTransaction', args: [at(ledger), at(transaction)] };
  const parts = ['balances', 'transactions'];
  for (const part of parts) moves.push({ copy: [ledger, part], as: `${part}${number}` });
  moves.push(call);
  for (const part of parts) moves.push({ change: [ledger, part], to: at(`${part}${number}`) });
  moves.push(call);
}
