import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'ledger';
const COIN = 'A coin adds its amount';
const PAYMENT = 'A payment moves';
const PARTIES = 'bad-transaction and bad-reward:';
const SIGNATURE = 'bad-signature:';
const DUPLICATE = 'duplicate-transaction:';
const FUNDS = 'insufficient-funds:';
const FIRST = 'If a transaction';
const KEPT = 'After a refusal';
const PROMISE = 'makeTransaction returns';
const PROMISED = 'makeTransaction refuses payments';

const IF_TO_NETWORK =
  "  if (to === NETWORK) throw new Refusal('bad-transaction', 'the network cannot be paid');\n";
const IF_REWARD = "    if (amount !== REWARD) throw new Refusal('bad-reward');\n";
const IF_VERIFIED =
  "    if (!verify(transaction, ledger.genesis)) throw new Refusal('bad-signature');\n";
const IF_ID = "  if (ledger.transactions.has(id)) throw new Refusal('duplicate-transaction');\n";
const IF_FUNDS =
  "    if (balanceOf(ledger, from) < amount) throw new Refusal('insufficient-funds');\n";
const TAKE = '    changeBalance(ledger, from, -amount);\n';
const CHECK_PARTIES = '    checkParties(from, to, amount);\n';
const IF_ONESELF =
  "  if (from === to) throw new Refusal('bad-transaction', 'a user cannot pay itself');\n";
const IS_AMOUNT = '!Number.isSafeInteger(amount) || amount <= 0';

export const mutants: Mutants = {
  wrong: [
    {
      name: "the sender's balance does not change, as in the original course",
      source: replaceOnce(STEP, TAKE, ''),
      loses: [PAYMENT],
      advice: 'Then coins come from nothing. Subtract the amount from the sender.',
    },
    {
      name: 'a coin is verified like a payment',
      source: replaceOnce(STEP, IF_VERIFIED, '').replace(IF_ID, IF_VERIFIED + IF_ID),
      loses: [COIN, DUPLICATE],
      advice: 'A mined coin has no signature, so you refuse every coin. Verify only payments.',
    },
    {
      name: 'a coin is subtracted from network',
      source: replaceOnce(
        STEP,
        IF_ID,
        `${IF_ID}  if (from === NETWORK) changeBalance(ledger, from, -amount);\n`,
      ),
      loses: [COIN],
      advice: "The network has no balance. Change only the receiver's balance.",
    },
    {
      name: 'balances are kept as coins with decimals',
      source: replaceOnce(
        STEP,
        `${TAKE}  }\n  changeBalance(ledger, to, amount);`,
        `    ledger.balances.set(from, (balanceOf(ledger, from) / 100 - amount / 100) * 100);
    if (balanceOf(ledger, from) === 0) ledger.balances.delete(from);
  }
  ledger.balances.set(to, (balanceOf(ledger, to) / 100 + amount / 100) * 100);`,
      ),
      loses: [PAYMENT],
      advice: 'In JavaScript 0.1 + 0.2 is not 0.3, so balances become wrong. Keep whole cents.',
    },
    {
      name: 'an address that owns nothing stays listed',
      source: replaceOnce(
        STEP,
        TAKE,
        '    ledger.balances.set(from, balanceOf(ledger, from) - amount);\n',
      ),
      loses: [PAYMENT],
      advice:
        'Users with the same chain then have different ledgers. Delete an address that owns nothing.',
    },
    {
      name: 'a payment to the network is accepted',
      source: replaceOnce(STEP, IF_TO_NETWORK, ''),
      loses: [PARTIES, FIRST],
      advice: 'These coins are lost. Refuse every transaction to `network`.',
    },
    {
      name: 'a payment to oneself is accepted',
      source: replaceOnce(STEP, IF_ONESELF, ''),
      loses: [PARTIES, FIRST, PROMISED],
      advice: 'Such a payment moves nothing, but costs all users a block. Refuse it.',
    },
    {
      name: 'negative amounts are accepted',
      source: replaceOnce(STEP, IS_AMOUNT, '!Number.isSafeInteger(amount) || amount === 0'),
      loses: [PARTIES, FIRST, PROMISED],
      advice: 'A negative amount takes coins from the receiver. Require an amount above zero.',
    },
    {
      name: 'any number above zero is accepted',
      source: replaceOnce(STEP, IS_AMOUNT, 'amount <= 0'),
      loses: [PARTIES, PROMISED],
      advice: 'Fractions and huge numbers are not counted exactly. Require `Number.isSafeInteger`.',
    },
    {
      name: 'any reward is accepted',
      source: replaceOnce(STEP, IF_REWARD, ''),
      loses: [PARTIES, FIRST],
      advice: 'Miners then choose their own reward. Require exactly `REWARD`.',
    },
    {
      name: 'signatures are not verified',
      source: replaceOnce(STEP, IF_VERIFIED, ''),
      loses: [SIGNATURE, FIRST],
      advice: 'Then any user can spend the coins of all others. Call `verify` for each payment.',
    },
    {
      name: 'a payment is accepted again',
      source: replaceOnce(STEP, IF_ID, ''),
      loses: [DUPLICATE, FIRST],
      advice:
        'The receiver can then mint one payment again and again. Refuse an id that is in `transactions`.',
    },
    {
      name: 'the id of a coin is not checked',
      source: replaceOnce(
        STEP,
        'if (ledger.transactions',
        'if (from !== NETWORK && ledger.transactions',
      ),
      loses: [DUPLICATE],
      advice: 'Ids of coins are unique too. Check the id of each transaction, coin or payment.',
    },
    {
      name: 'ids are not remembered',
      source: replaceOnce(STEP, '  ledger.transactions.set(id, transaction);\n', ''),
      loses: [DUPLICATE],
      advice:
        'The ledger then cannot recognise a transaction that comes again. Put each applied transaction into `transactions`, under its id.',
    },
    {
      name: 'one cent more than the balance can be spent',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) < amount',
        'balanceOf(ledger, from) + 1 < amount',
      ),
      loses: [FUNDS],
      advice:
        'A user then makes a cent from nothing each time. Refuse if the balance is below the amount.',
    },
    {
      name: 'a payment of everything is refused',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) < amount',
        'balanceOf(ledger, from) <= amount',
      ),
      loses: [PAYMENT, FUNDS],
      advice: 'A user may spend everything that it owns. Compare with `<`, not with `<=`.',
    },
    {
      name: 'the funds are checked before the id',
      source: replaceOnce(STEP, IF_FUNDS, '').replace(
        IF_ID,
        `  if (from !== NETWORK && balanceOf(ledger, from) < amount) {
    throw new Refusal('insufficient-funds');
  }
${IF_ID}`,
      ),
      loses: [FIRST],
      advice:
        'All users must give the same code, so the order is fixed. Check the id before the funds.',
    },
    {
      name: 'the signature is checked before from and to',
      source: replaceOnce(STEP, CHECK_PARTIES + IF_VERIFIED, IF_VERIFIED + CHECK_PARTIES),
      loses: [FIRST],
      advice:
        'All users must give the same code, so the order is fixed. Check `from` and `to` first: this costs little.',
    },
    {
      name: 'the coins are subtracted before the funds are checked',
      source: replaceOnce(
        STEP,
        IF_FUNDS + TAKE,
        `${TAKE}    if (balanceOf(ledger, from) < 0) throw new Refusal('insufficient-funds');\n`,
      ),
      loses: [KEPT],
      advice: 'After a refusal, the coins are gone. Change the ledger only after all checks.',
    },
    {
      name: 'the id is stored before the funds are checked',
      source: replaceOnce(STEP, IF_ID, `${IF_ID}  ledger.transactions.set(id, transaction);\n`),
      loses: [KEPT],
      advice: 'After a refusal, the id stays taken. Change the ledger only after all checks.',
    },
    {
      name: 'the signature is removed from the applied transaction',
      source: replaceOnce(
        STEP,
        '  ledger.transactions.set(id, transaction);\n',
        "  ledger.transactions.set(id, { ...transaction });\n  transaction.signature = '';\n",
      ),
      loses: [KEPT],
      advice: 'Other users can then no longer check the payment. Store the transaction as it is.',
    },
    {
      name: 'promises are not subtracted',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) - owed < amount',
        'balanceOf(ledger, from) < amount',
      ),
      loses: [PROMISED],
      advice:
        'Then a user can promise the same coins twice, and only one promise can be kept. Subtract all promises from the balance.',
    },
    {
      name: 'only the last promise is subtracted',
      source: replaceOnce(STEP, 'sum + promise.amount, 0', 'promise.amount, 0'),
      loses: [PROMISED],
      advice: 'The earlier promises are then forgotten. Subtract the sum of all promises.',
    },
    {
      name: 'a promise changes the ledger',
      source: replaceOnce(
        STEP,
        '  return { id, from',
        '  changeBalance(ledger, from, -amount);\n  return { id, from',
      ),
      loses: [PROMISE],
      advice: 'Only a block moves coins. Do not change the ledger.',
    },
    {
      name: 'the argument is returned as the payment',
      source: replaceOnce(
        STEP,
        "return { id, from, to, amount, signature: '' };",
        "return Object.assign(payment, { signature: '' });",
      ),
      loses: [PROMISE],
      advice: 'The caller still uses the argument. Make a new object.',
    },
    {
      name: 'all fields of the argument are in the payment',
      source: replaceOnce(STEP, '{ id, from, to, amount, signature', '{ ...payment, signature'),
      loses: [PROMISE],
      advice:
        'Peers refuse a payment with other fields. Name the four fields, and add the empty signature.',
    },
    {
      name: 'the payment has no signature field',
      source: replaceOnce(STEP, "amount, signature: '' };", 'amount } as Transaction;'),
      loses: [PROMISE],
      advice:
        'Peers refuse a payment without this field. Add an empty `signature`: the payment is signed later.',
    },
  ],
  right: {
    'each rule is a line that throws, the oldest promise first': `
import { verify } from './signatures';
import { changeBalance } from './supplied/chain/balances';
import { NETWORK, REWARD } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Ledger, Transaction } from './supplied/types';

function refuseIf(isSo: boolean, ...why: ConstructorParameters<typeof Refusal>): void {
  if (isSo) throw new Refusal(...why);
}

function demandSense(from: string, to: string, amount: number): void {
  refuseIf(from === to || to === NETWORK, 'bad-transaction');
  refuseIf(!(amount >= 1) || Math.floor(amount) !== amount || amount > Number.MAX_SAFE_INTEGER, 'bad-transaction');
}

export function applyTransaction(ledger: Ledger, transaction: Transaction): void {
  const isCoin = transaction.from === NETWORK;
  if (isCoin) {
    refuseIf(transaction.to === NETWORK, 'bad-transaction');
    refuseIf(transaction.amount !== REWARD, 'bad-reward');
  } else {
    demandSense(transaction.from, transaction.to, transaction.amount);
    refuseIf(!verify(transaction, ledger.genesis), 'bad-signature');
  }
  refuseIf(ledger.transactions.has(transaction.id), 'duplicate-transaction');
  const owned = ledger.balances.get(transaction.from) ?? 0;
  refuseIf(!isCoin && transaction.amount > owned, 'insufficient-funds');
  ledger.transactions.set(transaction.id, transaction);
  changeBalance(ledger, transaction.to, transaction.amount);
  if (!isCoin) changeBalance(ledger, transaction.from, -transaction.amount);
}

export function makeTransaction(
  ledger: Ledger,
  promised: readonly Transaction[],
  payment: Omit<Transaction, 'signature'>,
): Transaction {
  refuseIf(payment.from === NETWORK, 'bad-transaction');
  demandSense(payment.from, payment.to, payment.amount);
  const all = [...promised.map(({ amount }) => amount), payment.amount];
  let left = ledger.balances.get(payment.from) ?? 0;
  for (const amount of all) left = left - amount;
  refuseIf(left < 0, 'insufficient-funds');
  const made: Transaction = { id: '', from: '', to: '', amount: 0, signature: '' };
  made.id = payment.id;
  made.from = payment.from;
  made.to = payment.to;
  made.amount = payment.amount;
  return made;
}
`,
    'new maps instead of changed ones, copies of transactions': `
import { verify } from './signatures';
import { NETWORK, REWARD } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Code } from './supplied/Refusal';
import type { Ledger, Transaction } from './supplied/types';

const whole = (amount: number) => Number.isSafeInteger(amount) && amount > 0;

export function applyTransaction(ledger: Ledger, transaction: Transaction): void {
  const code = transaction.from === NETWORK ? coinFault(transaction) : fault(ledger, transaction);
  if (code) throw new Refusal(code);
  if (ledger.transactions.has(transaction.id)) throw new Refusal('duplicate-transaction');
  const balances = new Map(ledger.balances);
  if (transaction.from !== NETWORK) {
    const left = (balances.get(transaction.from) ?? 0) - transaction.amount;
    if (left < 0) throw new Refusal('insufficient-funds');
    balances.set(transaction.from, left);
  }
  balances.set(transaction.to, (balances.get(transaction.to) ?? 0) + transaction.amount);
  ledger.balances = new Map([...balances].filter(([, cents]) => cents !== 0));
  ledger.transactions = new Map([[transaction.id, { ...transaction }], ...ledger.transactions]);
}

function coinFault({ to, amount }: Transaction): Code | undefined {
  if (to === NETWORK) return 'bad-transaction';
  return amount === REWARD ? undefined : 'bad-reward';
}

function fault(ledger: Ledger, transaction: Transaction): Code | undefined {
  const { from, to, amount } = transaction;
  if (to === NETWORK || from === to || !whole(amount)) return 'bad-transaction';
  return verify(transaction, ledger.genesis) ? undefined : 'bad-signature';
}

export const makeTransaction = (
  { balances }: Ledger,
  promised: readonly Transaction[],
  { id, from, to, amount }: Omit<Transaction, 'signature'>,
): Transaction => {
  const isOdd = [from, to].includes(NETWORK) || new Set([from, to]).size < 2;
  if (isOdd || !whole(amount)) throw new Refusal('bad-transaction');
  let left = balances.get(from) ?? 0;
  for (const promise of promised) left -= promise.amount;
  if (amount > left) throw new Refusal('insufficient-funds');
  return { signature: '', amount, to, from, id };
};
`,
  },
};
