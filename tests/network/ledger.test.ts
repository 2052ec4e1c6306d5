import { applyTransaction, makeTransaction } from '../../solution/ledger';
import { sign, verify } from '../../solution/signatures';
import { createChain } from '../../solution/supplied/chain/Chain';
import { checkTransactionShape } from '../../solution/supplied/chain/checkShape';
import { NETWORK } from '../../solution/supplied/constants';
import type { Ledger, Transaction } from '../../solution/supplied/types';
import { ALICE, BOB, CAROL, codeOf, coin, genesisBlock, payment } from '../support/blocks';

const genesis = genesisBlock();
let ledger: Ledger;

beforeEach(() => {
  ledger = createChain(genesis).ledger;
  applyTransaction(ledger, coin(ALICE));
  applyTransaction(ledger, coin(ALICE));
});

const balances = (): Record<string, number> => Object.fromEntries(ledger.balances);

it('the ledger moves coins from the seller to the buyer', () => {
  applyTransaction(ledger, payment(ALICE, BOB, 150, genesis));
  expect(balances()).toEqual({ [ALICE.address]: 50, [BOB.address]: 150 });
});

it('the ledger lists only users who own coins', () => {
  applyTransaction(ledger, payment(ALICE, BOB, 200, genesis));
  expect(balances()).toEqual({ [BOB.address]: 200 });
});

const replayed = payment(ALICE, BOB, 10, genesis);
it.each<[string, Transaction, string]>([
  ['a coin for the network', { ...coin(ALICE), to: NETWORK }, 'bad-transaction'],
  ['a coin worth two', { ...coin(ALICE), amount: 200 }, 'bad-reward'],
  ['a payment to oneself', payment(ALICE, ALICE, 10, genesis), 'bad-transaction'],
  ['a payment of nothing', payment(ALICE, BOB, 0, genesis), 'bad-transaction'],
  ['a negative payment', payment(ALICE, BOB, -10, genesis), 'bad-transaction'],
  ['a payment to the network', { ...replayed, to: NETWORK }, 'bad-transaction'],
  [
    'a payment by a thief',
    { ...payment(BOB, CAROL, 10, genesis), from: ALICE.address },
    'bad-signature',
  ],
  ['a changed payment', { ...replayed, amount: 20 }, 'bad-signature'],
  ['a cent too much', payment(ALICE, BOB, 201, genesis), 'insufficient-funds'],
  ['a payment by somebody unknown', payment(CAROL, BOB, 1, genesis), 'insufficient-funds'],
])('the ledger refuses %s and stays unchanged', (_what, transaction, code) => {
  const before = balances();
  expect(codeOf(() => applyTransaction(ledger, transaction))).toBe(code);
  expect(balances()).toEqual(before);
  expect(ledger.transactions.has(transaction.id)).toBe(false);
});

it('the ledger applies each id only once, for payments and for coins', () => {
  const transaction = payment(ALICE, BOB, 10, genesis);
  const mined = coin(BOB);
  applyTransaction(ledger, transaction);
  applyTransaction(ledger, mined);
  expect(codeOf(() => applyTransaction(ledger, transaction))).toBe('duplicate-transaction');
  expect(codeOf(() => applyTransaction(ledger, mined))).toBe('duplicate-transaction');
});

describe('a promise', () => {
  const promise = (amount: number): Omit<Transaction, 'signature'> => ({
    id: 'p',
    from: ALICE.address,
    to: BOB.address,
    amount,
  });

  it('a promise is a payment without a signature', () => {
    expect(makeTransaction(ledger, [], promise(200))).toEqual({ ...promise(200), signature: '' });
  });

  it('a promise counts earlier promises as spent', () => {
    const first = payment(ALICE, CAROL, 150, genesis);
    expect(codeOf(() => makeTransaction(ledger, [first], promise(50)))).toBeUndefined();
    expect(codeOf(() => makeTransaction(ledger, [first], promise(51)))).toBe('insufficient-funds');
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'a promise of %d is refused',
    (amount) => {
      expect(codeOf(() => makeTransaction(ledger, [], promise(amount)))).toBe('bad-transaction');
    },
  );
});

describe('a signature', () => {
  const signed = payment(ALICE, BOB, 10, genesis);

  it('a signature is valid only for this payment on this network', () => {
    expect(verify(signed, genesis.hash)).toBe(true);
    expect(verify(signed, 'f'.repeat(64))).toBe(false);
    expect(verify({ ...signed, id: 'other' }, genesis.hash)).toBe(false);
    expect(verify({ ...signed, to: CAROL.address }, genesis.hash)).toBe(false);
  });

  it('a signature is 128 lower-case hex digits', () => {
    expect(verify({ ...signed, signature: signed.signature.toUpperCase() }, genesis.hash)).toBe(
      false,
    );
    expect(verify({ ...signed, signature: '' }, genesis.hash)).toBe(false);
    expect(verify({ ...signed, signature: `${signed.signature}00` }, genesis.hash)).toBe(false);
  });

  it('a signature is refused if the group order is added to its second half', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const bytes = Buffer.from(signed.signature, 'hex');
    const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order;
    const half = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    const twin = Buffer.concat([bytes.subarray(0, 32), half]).toString('hex');
    expect(twin).toHaveLength(128);
    expect(verify({ ...signed, signature: twin }, genesis.hash)).toBe(false);
  });

  it('a signature by the buyer is not valid', () => {
    const byBuyer = sign(signed, genesis.hash, BOB.privateKey);
    expect(verify(byBuyer, genesis.hash)).toBe(false);
  });
});

it.each(['01', '00', 'ec', 'ed', 'ee'])(
  'a point of small order, %s…, is refused as an address and in a signature',
  (low) => {
    const high = low === '00' || low === '01' ? '0' : 'f';
    const point = `${low}${high.repeat(60)}${high === '0' ? '80' : '7f'}`;
    const honest = payment(ALICE, BOB, 10, genesis);
    for (const hostile of [
      { ...honest, from: point },
      { ...honest, to: point },
      { ...honest, signature: point + honest.signature.slice(64) },
    ]) {
      expect(codeOf(() => checkTransactionShape(hostile))).toBe('bad-shape');
    }
    expect(codeOf(() => checkTransactionShape(honest))).toBeUndefined();
  },
);
