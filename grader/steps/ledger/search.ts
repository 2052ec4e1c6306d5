import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { applyTransaction, makeTransaction } from '../../../solution/ledger';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Transaction } from '../../../solution/supplied/types';
import { at } from '../../harness/channel/Story';
import type { Move, Outcome } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { LABELS, PEOPLE } from '../support/people';
import { signed } from '../support/sampleKeys';
import { probe, spoil } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

const { alice, bob, carol } = PEOPLE;
const NETWORKS = ['1'.repeat(64), '2'.repeat(64)] as const;
const WHO = { alice, bob, carol, network: { address: NETWORK, privateKey: alice.privateKey } };
type Name = keyof typeof WHO;

/** Amounts of payments, of which some are forbidden. */
const AMOUNTS = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 2 * REWARD + 1 }) },
  { weight: 3, arbitrary: oneOf(1, 99, REWARD, 101, 2 * REWARD, 2 * REWARD + 1) },
  {
    weight: 2,
    arbitrary: oneOf(
      0,
      -1,
      0.5,
      1.5,
      Number.NaN,
      Infinity,
      -Infinity,
      2 ** 53,
      2 ** 53 - 1,
      1e21,
      -REWARD,
    ),
  },
);
const COINS = fc.oneof(
  { weight: 8, arbitrary: fc.constant(REWARD) },
  { weight: 1, arbitrary: oneOf(REWARD - 1, REWARD + 1, 0, -REWARD, 100.5, Number.NaN) },
);
const IDS = ['a', 'b', 'c', '0', 'constructor', 'Z-9', 'genesis', '-', 'toString', 'x'.repeat(64)];

/** Ids, ledgers and payments that meet again and again, in one program. */
const stories = storiesFrom(96, (draw, number) => {
  if (number % 4 === 2) return probed(draw);
  const moves: Move[] = [];
  const genesis = NETWORKS[0];
  const ledgers = ['ledger'];
  const emptyLedger = (of: string) => ({
    genesis: of,
    balances: new Map(),
    transactions: new Map(),
  });
  moves.push({ let: 'ledger', be: emptyLedger(genesis), words: 'an empty ledger' });
  if (number % 2 === 1) {
    const isSame = draw(fc.boolean());
    const words = `an empty ledger of ${isSame ? 'the same' : 'another'} network`;
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
        : coinFor(to, draw(COINS), draw(oneOf(...IDS)));
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
    const { payment, words } = drawPayment(draw, genesis);
    const name = `pay${transactions.length + 1}`;
    moves.push({ let: name, be: payment, words });
    transactions.push(name);
    apply(drawLedger(), name);
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
        { weight: 3, arbitrary: fc.constant(() => promise(draw, moves, drawLedger(), i)) },
      ),
    )();
  }
  return moves;
});

/** Transactions and promises that are used again after a part of them was changed. */
function probed(draw: Draw): Move[] {
  const [genesis] = NETWORKS;
  const coins = ['c1', 'c2'].map((id) => coinFor('alice', REWARD, id));
  const ledger = {
    genesis,
    balances: new Map<string, number>(),
    transactions: new Map<string, Transaction>(),
  };
  for (const coin of coins) applyTransaction(ledger, coin);
  const order = { from: alice.address, to: bob.address, amount: draw(oneOf(1, 60, REWARD)) };
  const payment = signed({ ...order, id: 'p1' }, genesis, alice.privateKey);
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
    { let: 'ledger', be: structuredClone(ledger), words: 'a ledger with 200 cents of alice' },
    { let: 'promised1', be: promised, words: `promises of ${owed.join(' and ')}` },
    { let: 'wish1', be: wish },
    { let: 'pay1', be: payment },
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

function coinFor(to: Name, amount: number, id: string): Transaction {
  return { id, from: NETWORK, to: WHO[to].address, amount, signature: '' };
}

function drawPayment(draw: Draw, genesis: string): { payment: Transaction; words: string } {
  const from = draw(oneOf<Name>('alice', 'alice', 'alice', 'bob', 'carol'));
  const to = draw(oneOf<Name>('bob', 'bob', 'carol', 'alice', 'network'));
  const signer = draw(oneOf<Name>(from, from, from, from, from, 'bob', 'carol'));
  const of = draw(oneOf(genesis, genesis, genesis, genesis, NETWORKS[1]));
  const amount = draw(AMOUNTS);
  const id = draw(oneOf(...IDS));
  const unsigned = { id, from: WHO[from].address, to: WHO[to].address, amount };
  const payment = signed(unsigned, of, WHO[signer].privateKey);
  const by = signer === from ? '' : `, signed by ${signer}`;
  const elsewhere = of === genesis ? '' : ', signed for another network';
  const words = `a payment of ${amount} cents from ${from} to ${to}, id '${id}'${by}${elsewhere}`;
  return { payment, words };
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

function promise(draw: Draw, moves: Move[], ledger: string, i: number): void {
  const amounts = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 120 }) },
    { weight: 1, arbitrary: oneOf(REWARD, 2 ** 31, 2 ** 32, 2 ** 32 - REWARD, 2 ** 52) },
  );
  const owed = draw(fc.array(amounts, { maxLength: draw(oneOf(1, 3, 3, 12)) }));
  const id = draw(oneOf(...IDS, 'no id at all!', ''));
  const from = draw(oneOf<Name>('alice', 'alice', 'bob', 'network'));
  const list = owed.map((amount, n) => ({
    ...coinFor('bob', amount, draw(oneOf(`owed-${n}`, `owed-${n}`, id, ...IDS))),
    from: WHO[from].address,
    signature: '0'.repeat(128),
  }));
  const to = draw(oneOf<Name>('bob', 'carol', 'alice', 'network'));
  const payment = {
    id,
    from: WHO[from].address,
    to: WHO[to].address,
    amount: draw(AMOUNTS),
  };
  moves.push(
    { let: `promised${i}`, be: list, words: `promises of ${owed.join(' and ') || 'nothing'}` },
    { let: `wish${i}`, be: payment, words: `${payment.amount} cents from ${from} to ${to}` },
    {
      call: 'makeTransaction',
      args: [at(ledger), at(`promised${i}`), at(`wish${i}`)],
      as: `made${i}`,
    },
  );
}

const REFUSED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  applyTransaction: {
    'bad-transaction': 5,
    'bad-reward': 6,
    'bad-signature': 7,
    'duplicate-transaction': 8,
    'insufficient-funds': 9,
  },
  makeTransaction: { 'bad-transaction': 13, 'insufficient-funds': 14 },
};

function codeOf(outcome: Outcome | string): string {
  return typeof outcome === 'object' && 'refused' in outcome ? String(outcome.refused) : '';
}

function sentenceOf(difference: Difference): number | undefined {
  if (difference.kind === 'value') return sentenceOfValue(difference);
  const { call, expected, got } = difference;
  const codes = REFUSED[call];
  return codes[codeOf(expected)] ?? codes[codeOf(got)] ?? (call === 'makeTransaction' ? 12 : 2);
}

function sentenceOfValue({
  name,
  expected,
  got,
}: Extract<Difference, { kind: 'value' }>): number | undefined {
  if (/^(promised|wish)/.test(name)) return 15;
  if (/^made/.test(name)) return 12;
  // A ledger's maps can be changed or replaced.
  if (/^(balances|transactions)/.test(name)) return undefined;
  if (!/^(ledger|other|kept)/.test(name)) return 11;
  const [wanted, found] = [expected, got].map(mapsOf);
  const ids = [...wanted.transactions.keys()];
  if (ids.length !== found.transactions.size || !ids.every((id) => found.transactions.has(id))) {
    return 4;
  }
  if (isDeepStrictEqual(wanted.balances, found.balances)) {
    // A ledger can keep the transaction itself or a copy. A story can have changed the one.
    return undefined;
  }
  return [...found.balances.values()].includes(0) ? 3 : 2;
}

function mapsOf(
  ledger: unknown,
): Record<'balances' | 'transactions', ReadonlyMap<unknown, unknown>> {
  const { balances, transactions } = Object(ledger) as Record<string, unknown>;
  const mapOf = (value: unknown): ReadonlyMap<unknown, unknown> =>
    value instanceof Map ? value : new Map();
  return { balances: mapOf(balances), transactions: mapOf(transactions) };
}

export const search = searchWithStories('ledger', {
  reference: { applyTransaction, makeTransaction },
  stories,
  sentenceOf,
  labels: LABELS,
});
