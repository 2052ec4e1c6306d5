import * as fc from 'fast-check';
import { NETWORK } from '../../../../solution/supplied/constants';
import type { Transaction } from '../../../../solution/supplied/types';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import type { Situated } from './drawSituation';
import type { Described, UserName } from './MessageWorld';
import { inOtherOrder } from './otherForms';

/** Ids that look like others, or like words of the language. */
const IDS = ['a', 'A', '0', '-', 'constructor', 'toString', 'genesis', 'network', 'x'.repeat(64)];

const AMOUNTS = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 120 }) },
  { weight: 3, arbitrary: oneOf(1, 40, 60, 99, 100, 101, 200, 201) },
  { weight: 1, arbitrary: oneOf(0, -1, -100, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER) },
);

/** Draws a payment to a user, or a form of an earlier one. Returns its name. */
export function drawPayment(draw: Draw, situated: Situated, user: number): string {
  const { world, payments, tree } = situated;
  const kind = draw(oneOf('new', 'new', 'new', 'new', 'again', 'changed', 'minted', 'malformed'));
  const known = payments.length > 0 ? draw(oneOf(...payments)) : undefined;
  if (kind === 'again' && known !== undefined) return known;
  if (kind === 'minted') {
    const name = draw(oneOf(...tree));
    return world.addPayment({
      transaction: world.block(name).data,
      words: `the transaction of ${name} (${world.descriptions[name].words})`,
    });
  }
  if (kind === 'malformed') return drawMalformed(draw, situated, user);
  if (kind === 'changed' && known !== undefined) return drawChanged(draw, situated, known);
  const name = world.addPayment(newPayment(draw, situated, user));
  payments.push(name);
  return name;
}

/** Draws a new payment, mostly a good one. */
export function newPayment(draw: Draw, situated: Situated, user: number): Described {
  const { world, names, networks } = situated;
  const me = names[user];
  const [one, other] = (['alice', 'bob', 'carol'] as const).filter((name) => name !== me);
  const from = draw(oneOf<UserName>(one, one, one, one, other, other, other, 'dora', me));
  const to = draw(
    oneOf<UserName | typeof NETWORK>(...Array<UserName>(10).fill(me), other, NETWORK),
  );
  const signer = draw(oneOf<UserName>(...Array<UserName>(10).fill(from), other));
  const amount = draw(AMOUNTS);
  const of = draw(oneOf(...Array<string>(10).fill(networks[user]), ...networks));
  const order = { from, to, amount, signer, of };
  const id = drawId(draw, situated);
  return world.payment(id === undefined ? order : { ...order, id });
}

/** Draws an id that can be taken already, or undefined for a new one. */
function drawId(draw: Draw, { world, payments, tree }: Situated): string | undefined {
  const kind = draw(oneOf('new', 'new', 'new', 'listed', 'of a payment', 'on a chain'));
  if (kind === 'listed') return draw(oneOf(...IDS));
  // On a long chain, an id can be many blocks deep.
  if (kind === 'on a chain' || (kind === 'new' && tree.length > 100))
    return world.block(draw(oneOf(...tree))).data.id;
  if (kind === 'new' || payments.length === 0) return undefined;
  const { id } = world.cast[draw(oneOf(...payments))] as Transaction;
  return draw(oneOf(id, id, id.toUpperCase(), id.slice(0, -1) || id));
}

/** Draws a payment that differs from another in one field, or only in the order of fields. */
function drawChanged(draw: Draw, { world }: Situated, name: string): string {
  const payment = world.cast[name] as Transaction;
  const { signature } = payment;
  const first = signature.startsWith('0') ? '1' : '0';
  const [change, note] = draw(
    oneOf<[Partial<Transaction>, string]>(
      [{}, 'with its fields in another order'],
      [{ amount: payment.amount + 1 }, 'with a cent more and the old signature'],
      [{ signature: first + signature.slice(1) }, 'with a different first digit in its signature'],
      [{ signature: '' }, 'with an empty signature'],
      [{ from: payment.to, to: payment.from }, 'with sender and receiver exchanged'],
    ),
  );
  return world.addChanged(name, inOtherOrder({ ...payment, ...change }), note);
}

function drawMalformed(draw: Draw, situated: Situated, user: number): string {
  const { world } = situated;
  const { transaction, words } = newPayment(draw, situated, user);
  const { signature, ...unsigned } = transaction;
  const [value, note] = draw(
    oneOf<[unknown, string]>(
      [null, 'null instead of a payment'],
      ['pay', "the text 'pay' instead of a payment"],
      [[transaction], 'a list with a payment'],
      [unsigned, `${words}; without a signature`],
      [{ ...transaction, note: signature }, `${words}; with a field too many`],
      [{ ...transaction, amount: 0.5 }, `${words}; but half a cent`],
      [{ ...transaction, amount: String(transaction.amount) }, `${words}; the amount as a text`],
      [{ ...transaction, id: `${'x'.repeat(65)}` }, `${words}; but an id of 65 characters`],
      [{ ...transaction, from: transaction.from.toUpperCase() }, `${words}; from in capitals`],
    ),
  );
  return world.add('no payment', value, { words: note });
}
