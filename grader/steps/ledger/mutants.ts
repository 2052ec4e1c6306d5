import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'ledger';
const COIN = 'A coin adds its amount';
const PAYMENT = 'A payment takes the amount';
const PARTIES = 'bad-transaction and bad-reward:';
const SIGNATURE = 'bad-signature:';
const DUPLICATE = 'duplicate-transaction:';
const FUNDS = 'insufficient-funds:';
const FIRST = 'What breaks several rules';
const KEPT = 'After a refusal';
const PROMISE = 'makeTransaction returns';
const PROMISED = 'It refuses what nobody may pay';

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
      name: 'the sender is never debited, as in the original course',
      source: replaceOnce(STEP, TAKE, ''),
      loses: [PAYMENT],
      advice: 'Then money comes from nowhere: what the receiver gains, the sender must lose.',
    },
    {
      name: 'a coin is verified like a payment',
      source: replaceOnce(STEP, IF_VERIFIED, '').replace(IF_ID, IF_VERIFIED + IF_ID),
      loses: [COIN, DUPLICATE],
      advice: 'Nobody signs a mined coin, as it belonged to nobody: verify payments only.',
    },
    {
      name: 'a coin is taken from network',
      source: replaceOnce(
        STEP,
        IF_ID,
        `${IF_ID}  if (from === NETWORK) changeBalance(ledger, from, -amount);\n`,
      ),
      loses: [COIN],
      advice: "The network owns nothing and has no balance: only the receiver's changes.",
    },
    {
      name: 'balances are kept in coins, to the cent',
      source: replaceOnce(
        STEP,
        `${TAKE}  }\n  changeBalance(ledger, to, amount);`,
        `    ledger.balances.set(from, (balanceOf(ledger, from) / 100 - amount / 100) * 100);
    if (balanceOf(ledger, from) === 0) ledger.balances.delete(from);
  }
  ledger.balances.set(to, (balanceOf(ledger, to) / 100 + amount / 100) * 100);`,
      ),
      loses: [PAYMENT],
      advice: '0.1 + 0.2 is not 0.3: keep whole cents.',
    },
    {
      name: 'whoever owns nothing stays listed',
      source: replaceOnce(
        STEP,
        TAKE,
        '    ledger.balances.set(from, balanceOf(ledger, from) - amount);\n',
      ),
      loses: [PAYMENT],
      advice:
        'A ledger with and one without these zeros would differ for the same chain: leave out addresses that own nothing.',
    },
    {
      name: 'the network may be paid',
      source: replaceOnce(STEP, IF_TO_NETWORK, ''),
      loses: [PARTIES, FIRST],
      advice: 'Coins paid to the network would be lost: `to` must be a user.',
    },
    {
      name: 'one may pay oneself',
      source: replaceOnce(STEP, IF_ONESELF, ''),
      loses: [PARTIES, FIRST, PROMISED],
      advice: 'Paying oneself changes nothing, and costs everybody else a block.',
    },
    {
      name: 'negative amounts are fine',
      source: replaceOnce(STEP, IS_AMOUNT, '!Number.isSafeInteger(amount) || amount === 0'),
      loses: [PARTIES, FIRST, PROMISED],
      advice: 'A negative amount takes the coins from the one who is paid.',
    },
    {
      name: 'any number above zero is fine',
      source: replaceOnce(STEP, IS_AMOUNT, 'amount <= 0'),
      loses: [PARTIES, PROMISED],
      advice: 'Amounts are whole cents, small enough to be exact: `Number.isSafeInteger`.',
    },
    {
      name: 'any reward will do',
      source: replaceOnce(STEP, IF_REWARD, ''),
      loses: [PARTIES, FIRST],
      advice: 'Whoever mines would choose their own reward: it is exactly `REWARD`.',
    },
    {
      name: 'signatures are not verified',
      source: replaceOnce(STEP, IF_VERIFIED, ''),
      loses: [SIGNATURE, FIRST],
      advice: "Then anybody may spend anybody's coins: ask `verify` for every payment.",
    },
    {
      name: 'a payment can be replayed',
      source: replaceOnce(STEP, IF_ID, ''),
      loses: [DUPLICATE, FIRST],
      advice:
        'A payment could be taken again and again by whoever was paid: an id is on a chain at most once.',
    },
    {
      name: 'a coin’s id is not looked at',
      source: replaceOnce(
        STEP,
        'if (ledger.transactions',
        'if (from !== NETWORK && ledger.transactions',
      ),
      loses: [DUPLICATE],
      advice: 'Ids are unique for coins, too: look before you apply, whatever `from` is.',
    },
    {
      name: 'ids are not remembered',
      source: replaceOnce(STEP, '  ledger.transactions.set(id, transaction);\n', ''),
      loses: [DUPLICATE],
      advice: 'What is not remembered cannot be recognised: put the transaction under its id.',
    },
    {
      name: 'a cent more can be spent',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) < amount',
        'balanceOf(ledger, from) + 1 < amount',
      ),
      loses: [FUNDS],
      advice: 'Owning exactly the amount is enough, one cent less is not: check the edge.',
    },
    {
      name: 'something must be left',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) < amount',
        'balanceOf(ledger, from) <= amount',
      ),
      loses: [PAYMENT, FUNDS],
      advice: 'One may spend all one has: compare with `<`, not `<=`.',
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
        'The order of the rules is fixed, so that all users give the same code: the id comes before the funds.',
    },
    {
      name: 'the signature is verified before the parties',
      source: replaceOnce(STEP, CHECK_PARTIES + IF_VERIFIED, IF_VERIFIED + CHECK_PARTIES),
      loses: [FIRST],
      advice:
        'The order of the rules is fixed, so that all users give the same code: what costs little comes first.',
    },
    {
      name: 'coins are taken before they are counted',
      source: replaceOnce(
        STEP,
        IF_FUNDS + TAKE,
        `${TAKE}    if (balanceOf(ledger, from) < 0) throw new Refusal('insufficient-funds');\n`,
      ),
      loses: [KEPT],
      advice:
        'If it is refused after that, the coins are gone: change the ledger only when all rules have been checked.',
    },
    {
      name: 'the id is noted before the funds are looked at',
      source: replaceOnce(STEP, IF_ID, `${IF_ID}  ledger.transactions.set(id, transaction);\n`),
      loses: [KEPT],
      advice:
        'If it is refused after that, the id is taken for ever: change the ledger only when all rules have been checked.',
    },
    {
      name: 'the signature is removed from what was applied',
      source: replaceOnce(
        STEP,
        '  ledger.transactions.set(id, transaction);\n',
        "  ledger.transactions.set(id, { ...transaction });\n  transaction.signature = '';\n",
      ),
      loses: [KEPT],
      advice:
        'The ledger holds what was signed, so that it can be shown and checked: put in the transaction as it came.',
    },
    {
      name: 'promises are not counted',
      source: replaceOnce(
        STEP,
        'balanceOf(ledger, from) - owed < amount',
        'balanceOf(ledger, from) < amount',
      ),
      loses: [PROMISED],
      advice:
        'Two promises of one coin are then both made, and one of them cannot be kept: subtract what is promised already.',
    },
    {
      name: 'only the last promise counts',
      source: replaceOnce(STEP, 'sum + promise.amount, 0', 'promise.amount, 0'),
      loses: [PROMISED],
      advice: 'All promises are owed: add them up.',
    },
    {
      name: 'a promise moves coins',
      source: replaceOnce(
        STEP,
        '  return { id, from',
        '  changeBalance(ledger, from, -amount);\n  return { id, from',
      ),
      loses: [PROMISE],
      advice: 'A promise is not yet a payment: only a block changes the ledger.',
    },
    {
      name: 'the argument becomes the payment',
      source: replaceOnce(
        STEP,
        "return { id, from, to, amount, signature: '' };",
        "return Object.assign(payment, { signature: '' });",
      ),
      loses: [PROMISE],
      advice: "The argument is somebody else's: make a new object.",
    },
    {
      name: 'whatever is in the argument is in the payment',
      source: replaceOnce(STEP, '{ id, from, to, amount, signature', '{ ...payment, signature'),
      loses: [PROMISE],
      advice: 'Only the five fields belong into a transaction: name them.',
    },
    {
      name: 'the payment has no signature at all',
      source: replaceOnce(STEP, "amount, signature: '' };", 'amount } as Transaction;'),
      loses: [PROMISE],
      advice: 'It is signed in a later step, and until then its signature is the empty text.',
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
    'new maps in place of changed ones, copies of transactions': `
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
