import { types } from 'node:util';
import type * as LedgerStep from '../../../solution/ledger';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Ledger, Transaction } from '../../../solution/supplied/types';
import type { Attempt } from '../../harness/parent/suite/Attempt';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { equals } from '../../harness/parent/suite/equals';
import { show } from '../../harness/parent/suite/show';
import { mustBeRefused } from '../support/mustBeRefused';
import { isSame, PayingUsers } from './PayingUsers';

const check = checksOf<typeof LedgerStep>('ledger');

/** Amounts that cannot be paid. */
const NO_AMOUNTS = [0, -1, -50, 0.5, Number.NaN];

check(
  'A coin adds its amount to the address in to, and takes nothing from any address',
  {
    of: 'applyTransaction',
    sentence: [1, 7],
    points: 1,
    why: 'Mined coins are the only new coins. They have no sender and no signature, so the rules for payments do not apply to them.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const before: Transaction[] = [];
    for (const [name, owner] of Object.entries({ alice, bob, 'alice again': alice })) {
      const coin = users.coin(owner);
      const answer = await attempt('applyTransaction', users.ledgerAfter(...before), coin);
      const tried = `applyTransaction of a coin for ${name}, in a ledger with ${users.balancesIn(users.ledgerAfter(...before))}`;
      answer.mustBeAccepted(tried);
      before.push(coin);
      users.mustBalance(answer, users.ledgerAfter(...before), tried);
    }
  },
);

check(
  'A payment moves the amount from its sender to its receiver; an address that owns nothing is not listed',
  {
    of: 'applyTransaction',
    sentence: [2, 3, 9],
    points: 1,
    why: 'In the original course, the sender never lost its coins, so payments made new coins. Users with the same chain must have the same ledger, to the last cent.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob, carol } = users;
    const chain = [users.coin(alice), users.coin(alice), users.coin(bob)];
    for (const [who, from, to, amount] of [
      ['alice pays bob', alice, bob, 57],
      ['bob pays carol', bob, carol, random.integer(1, 28)],
      ['bob pays carol', bob, carol, 110],
      ['alice pays carol', alice, carol, 29],
      ['alice pays bob everything that she has,', alice, bob, 114],
    ] as const) {
      const ledger = users.ledgerAfter(...chain);
      const payment = users.payment(from, to, amount);
      const answer = await attempt('applyTransaction', ledger, payment);
      const tried = `applyTransaction: ${who} ${amount} cents, in a ledger with ${users.balancesIn(ledger)}`;
      answer.mustBeAccepted(tried);
      chain.push(payment);
      users.mustBalance(answer, users.ledgerAfter(...chain), tried);
    }
  },
);

check(
  'bad-transaction and bad-reward: forbidden receivers and amounts are refused',
  {
    of: 'applyTransaction',
    sentence: [5, 6],
    points: 1,
    why: 'A payment of minus 500 takes coins from its receiver. A miner that chooses its own reward makes as many coins as it likes.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const network = { address: NETWORK, privateKey: alice.privateKey };
    const ledger = users.ledgerAfter(users.coin(alice), users.coin(alice));
    const refusals: Array<[words: string, Transaction, code: string]> = [
      ['a coin for network', users.coin(network), 'bad-transaction'],
      ['alice pays network', users.payment(alice, network, 50), 'bad-transaction'],
      ['alice pays herself', users.payment(alice, alice, 50), 'bad-transaction'],
      ...[...NO_AMOUNTS, Number.POSITIVE_INFINITY, 2 ** 53].map(
        (amount): [string, Transaction, string] => [
          `alice pays bob ${amount} cents`,
          users.payment(alice, bob, amount),
          'bad-transaction',
        ],
      ),
      ...[REWARD - 1, REWARD + 1, 10 * REWARD, 0, -REWARD, 0.5].map(
        (amount): [string, Transaction, string] => [
          `a coin worth ${amount} cents`,
          users.coin(alice, amount),
          'bad-reward',
        ],
      ),
    ];
    for (const [words, transaction, code] of refusals) {
      await mustBeRefused(
        attempt('applyTransaction', ledger, transaction),
        code,
        `applyTransaction: ${words}`,
      );
    }
  },
);

check(
  'bad-signature: a payment must be signed by its sender, exactly as it is, for this network',
  {
    of: 'applyTransaction',
    sentence: 7,
    points: 1,
    why: 'A miner decides which payments are in its block. If signatures are not checked, it can pay itself the coins of all other users.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const ledger = users.ledgerAfter(users.coin(alice), users.coin(alice));
    const payment = users.payment(alice, bob, 50);
    const elsewhere = new PayingUsers(random).signedBy(alice, payment);
    (await attempt('applyTransaction', ledger, payment)).mustBeAccepted(
      'applyTransaction of a payment that alice signed',
    );
    for (const [words, forged] of Object.entries({
      'that bob, the receiver, signed': users.signedBy(bob, payment),
      'with an empty signature': { ...payment, signature: '' },
      'that got a cent more after she signed it': { ...payment, amount: 51 },
      'that she signed for a different network': elsewhere,
    })) {
      await mustBeRefused(
        attempt('applyTransaction', ledger, forged),
        'bad-signature',
        `applyTransaction of a payment by alice ${words}`,
      );
    }
  },
);

check(
  'duplicate-transaction: an applied transaction is kept under its id, and no other can have this id',
  {
    of: 'applyTransaction',
    sentence: [4, 8],
    points: 1,
    why: 'A signature can be copied. If the ledger does not keep each id, the receiver mints the same payment again until the sender owns nothing.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const coin = users.coin(alice);
    const payment = users.payment(alice, bob, 10);
    const fresh = { coin: users.coin(bob), payment: users.payment(alice, bob, 10) };
    for (const [what, transaction] of Object.entries(fresh)) {
      const answer = await attempt('applyTransaction', users.ledgerAfter(coin), transaction);
      const kept = keptUnder(transaction.id, answer.args[0]);
      answer.must(isSame(kept, transaction), {
        tried: `applyTransaction of a ${what}, and then transactions.get of its id`,
        expected: `the ${what}: ${show(transaction)}`,
        got: show(kept),
      });
    }
    const ledger = users.ledgerAfter(coin, payment);
    for (const [words, again] of Object.entries({
      'a payment that was applied before': payment,
      'a coin that was applied before': coin,
      'a payment with the id of an earlier coin': users.signedBy(alice, {
        ...payment,
        id: coin.id,
      }),
      'a payment with a different amount and the id of an earlier payment': users.signedBy(alice, {
        ...payment,
        amount: 11,
      }),
      'a coin with the id of an earlier payment': { ...users.coin(bob), id: payment.id },
    })) {
      await mustBeRefused(
        attempt('applyTransaction', ledger, again),
        'duplicate-transaction',
        `applyTransaction of ${words}`,
      );
    }
  },
);

check(
  'insufficient-funds: a payment of everything is fine, and one cent more is refused',
  {
    of: 'applyTransaction',
    sentence: 9,
    points: 1,
    why: 'If a user can spend one cent too much, it can repeat this, and coins come from nothing. But users must be able to spend everything that they own.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob, carol } = users;
    const spent = random.integer(1, 99);
    const left = 2 * REWARD - spent;
    const ledger = users.ledgerAfter(
      users.coin(alice),
      users.coin(alice),
      users.payment(alice, bob, spent),
    );
    for (const [name, from, amount, isFine] of [
      ['alice', alice, left, true],
      ['alice', alice, left + 1, false],
      ['alice', alice, 100 * REWARD, false],
      ['alice', alice, Number.MAX_SAFE_INTEGER, false],
      ['carol', carol, 1, false],
    ] as const) {
      const payment = users.payment(from, bob, amount);
      const attempted = attempt('applyTransaction', ledger, payment);
      const tried = `applyTransaction: ${name} pays bob ${amount} cents, in a ledger with ${users.balancesIn(ledger)}`;
      if (isFine) (await attempted).mustBeAccepted(tried);
      else await mustBeRefused(attempted, 'insufficient-funds', tried);
    }
  },
);

check(
  'If a transaction breaks several rules, it is refused with the code of the first of them',
  {
    of: 'applyTransaction',
    sentence: 10,
    points: 1,
    why: 'All users must give the same code for the same block. Otherwise the sender cannot know what is wrong.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const network = { address: NETWORK, privateKey: alice.privateKey };
    const coin = users.coin(alice);
    const ledger = users.ledgerAfter(coin);
    const taken = { id: coin.id };
    const pay = (amount: number, changes = {}, to = bob, by = alice): Transaction =>
      users.signedBy(by, { ...users.payment(alice, to, amount), ...changes });
    for (const [words, transaction, code] of [
      ['alice pays herself, signed by bob', pay(50, {}, alice, bob), 'bad-transaction'],
      ['alice pays herself, with an id that is taken', pay(50, taken, alice), 'bad-transaction'],
      ['alice pays herself more than she owns', pay(101, {}, alice), 'bad-transaction'],
      ['a payment of 0, signed by bob', pay(0, {}, bob, bob), 'bad-transaction'],
      ['a payment of -1, with an id that is taken', pay(-1, taken), 'bad-transaction'],
      ['network is paid more than alice owns', pay(101, {}, network), 'bad-transaction'],
      ['a coin of 99 cents for network', users.coin(network, 99), 'bad-transaction'],
      [
        'a coin of 99, with an id that is taken',
        { ...users.coin(bob, 99), ...taken },
        'bad-reward',
      ],
      ['signed by bob, with an id that is taken', pay(50, taken, bob, bob), 'bad-signature'],
      ['signed by bob, and more than alice owns', pay(101, {}, bob, bob), 'bad-signature'],
      ['an id that is taken, and more than alice owns', pay(101, taken), 'duplicate-transaction'],
    ] as const) {
      await mustBeRefused(
        attempt('applyTransaction', ledger, transaction),
        code,
        `applyTransaction: ${words}`,
      );
    }
  },
);

check(
  'After a refusal the ledger is exactly as before; the transaction is never changed',
  {
    of: 'applyTransaction',
    sentence: 11,
    points: 1,
    why: 'If a refused block changes the ledger, an attacker can empty your ledger with bad blocks. A changed transaction no longer matches the block.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob, carol } = users;
    const coin = users.coin(alice);
    const ledger = users.ledgerAfter(coin);
    const payment = users.payment(alice, bob, 60);
    for (const applied of [payment, users.coin(bob)]) {
      const answer = await attempt('applyTransaction', ledger, applied);
      answer.must(isSame(answer.args[1], applied), {
        expected: `the transaction as it was before: ${show(applied)}`,
        got: show(answer.args[1]),
      });
    }
    const answers: Array<[words: string, Attempt]> = [];
    for (const [words, transaction] of Object.entries({
      'alice pays bob 101 cents, and owns 100': users.payment(alice, bob, 101),
      'carol, who owns nothing, pays bob 1 cent': users.payment(carol, bob, 1),
      'the same coin again': coin,
      'alice pays bob, signed by bob': users.signedBy(bob, payment),
      'alice pays herself': users.payment(alice, alice, 60),
      'alice pays bob -60 cents': users.payment(alice, bob, -60),
      'a coin worth 101 cents': users.coin(alice, 101),
    })) {
      answers.push([words, await attempt('applyTransaction', ledger, transaction)]);
    }
    // If a transaction is accepted by mistake, the check of its rule fails. That failure is enough.
    const refusals = answers.filter(([, { code }]) => code !== undefined);
    answers[0][1].must(refusals.length > 0, {
      tried: `applyTransaction of ${answers.length} transactions that break a rule`,
      expected: 'refusals',
      got: 'none was refused',
    });
    for (const [words, answer] of refusals) {
      users.mustBalance(answer, ledger, `applyTransaction: ${words}, refused; then the ledger`);
      answer.mustKeepItsArguments();
    }
    const answer = await attempt('applyTransaction', ledger, payment);
    answer.must(!equals(answer.args[0], ledger), {
      tried: 'applyTransaction: alice pays bob 60 cents, and owns 100; then the ledger',
      expected: 'a ledger with the payment',
      got: 'the ledger as it was',
    });
  },
);

check(
  'makeTransaction returns a new payment with an empty signature, and moves no coins',
  {
    of: 'makeTransaction',
    sentence: [12, 15],
    points: 1,
    why: 'A promise moves no coins: coins move when a block is on the chain. Peers refuse a payment with a field too many or too few (bad-shape).',
  },
  async ({ call, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob } = users;
    const ledger = users.ledgerAfter(users.coin(alice), users.coin(alice));
    const promised = [users.payment(alice, bob, 60)];
    const { signature, ...plain } = users.payment(alice, bob, random.integer(1, 140));
    for (const given of [plain, { ...plain, signature, note: 'for the book' }]) {
      const answer = await call('makeTransaction', ledger, promised, given);
      const words = 'note' in given ? ' that also has a signature and a field note' : '';
      answer.mustBe({ ...plain, signature: '' }, `makeTransaction of a payment${words}`);
      answer.mustKeepItsArguments();
      answer.must(answer.value !== answer.args[2], {
        expected: 'a new payment',
        got: 'the argument itself',
      });
    }
  },
);

check(
  'makeTransaction refuses payments that are not allowed, or not covered by the balance minus all promises',
  {
    of: 'makeTransaction',
    sentence: [13, 14],
    points: 1,
    why: 'Peers refuse a payment that is not allowed. Until a payment is on the chain, its coins still belong to its sender. If the sender promises them twice, one payment waits forever.',
  },
  async ({ attempt, random }) => {
    const users = new PayingUsers(random);
    const { alice, bob, carol } = users;
    const ledger = users.ledgerAfter(users.coin(alice), users.coin(alice));
    const promise = (amount: number): Transaction => users.payment(alice, carol, amount);
    for (const [promises, amount, isFine] of [
      [[], 200, true],
      [[], 201, false],
      [[150], 50, true],
      [[150], 51, false],
      [[70, 80], 50, true],
      [[70, 80], 51, false],
      [[100, 50, 50], 1, false],
    ] as const) {
      const payment = users.payment(alice, bob, amount);
      const attempted = attempt('makeTransaction', ledger, promises.map(promise), payment);
      const tried = `makeTransaction: alice owns 200 cents and has promised ${promises.join(' + ') || 'nothing'}; now ${amount} to bob`;
      if (isFine) (await attempted).mustBeAccepted(tried);
      else await mustBeRefused(attempted, 'insufficient-funds', tried);
    }
    const network = { address: NETWORK, privateKey: alice.privateKey };
    for (const [words, payment, code] of [
      ['carol, who owns nothing, pays bob', users.payment(carol, bob, 1), 'insufficient-funds'],
      ['network pays bob', users.payment(network, bob, 50), 'bad-transaction'],
      ['alice pays network', users.payment(alice, network, 50), 'bad-transaction'],
      ['alice pays herself', users.payment(alice, alice, 50), 'bad-transaction'],
      ...NO_AMOUNTS.map(
        (amount) =>
          [
            `alice pays bob ${amount} cents`,
            users.payment(alice, bob, amount),
            'bad-transaction',
          ] as const,
      ),
    ] as const) {
      await mustBeRefused(
        attempt('makeTransaction', ledger, [], payment),
        code,
        `makeTransaction: ${words}`,
      );
    }
  },
);

/**
 * Returns the transaction with this id in a ledger. If `transactions` is not a Map, returns
 * `transactions`.
 */
function keptUnder(id: string, ledger: unknown): unknown {
  const { transactions } = Object(ledger) as Partial<Record<keyof Ledger, unknown>>;
  return types.isMap(transactions) ? transactions.get(id) : transactions;
}
