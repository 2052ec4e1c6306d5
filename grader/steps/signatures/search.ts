import * as fc from 'fast-check';
import { sign, verify } from '../../../solution/signatures';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Keys } from '../../../solution/supplied/chain/keys';
import { at } from '../../harness/channel/Story';
import type { Move, Outcome, Story } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { show } from '../../harness/parent/suite/show';
import { reordered } from '../support/drawBlocks';
import { LABELS, PEOPLE } from '../support/people';
import { probe, spoil } from '../support/probe';
import { keysOf, signed } from '../support/sampleKeys';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import { FORGERIES } from './forgeries';

const { alice, bob, carol } = PEOPLE;
const GENESIS = ['1'.repeat(64), 'a0'.repeat(32)] as const;

const PAYMENTS = fc.record({
  id: oneOf(
    ...['a', 'pay-1', '0', '-', 'constructor', 'Z'.repeat(64)],
    ...['üü', 'e\u0301', '😀'.repeat(3), '"', '\\', '\u0000', '\ud800'],
  ),
  from: fc.constant(alice.address),
  to: oneOf(bob.address, carol.address, alice.address, NETWORK),
  amount: oneOf(0, 1, 60, 100, 101, -5, 1e9, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1), 0.5),
});

const KINDS = Object.keys(FORGERIES);

/** Payments in which only the forged part is odd. */
const PLAIN = fc.record({
  id: oneOf('pay-1', 'pay-2'),
  from: fc.constant(alice.address),
  to: oneOf(bob.address, carol.address),
  amount: oneOf(1, 60, 100),
});

/** Payments that are signed, changed and verified again and again in one program. */
const stories = storiesFrom(2 * KINDS.length + 90, (draw, number) => {
  const moves: Move[] = [];
  const payments: string[] = [];
  const addPayment = (): void => {
    payments.push(`pay${moves.length}`);
    const payment = { ...draw(PAYMENTS), signature: draw(oneOf('', '0'.repeat(128))) };
    moves.push({ let: payments[payments.length - 1], be: reordered(payment, draw(fc.nat(5))) });
  };
  const signOne = (): void => {
    const { privateKey } = draw(oneOf(alice, alice, alice, bob));
    const as = `signed${moves.length}`;
    const args = [at(draw(oneOf(...payments))), draw(oneOf(...GENESIS)), privateKey];
    moves.push({ call: 'sign', args, as });
    payments.push(as);
  };
  const verifyOne = (name = draw(oneOf(...payments))): void => {
    moves.push({ call: 'verify', args: [at(name), draw(oneOf(GENESIS[0], ...GENESIS))] });
  };
  const forge = (kind = draw(oneOf(...KINDS))): void => {
    const good = signed(draw(PLAIN), GENESIS[0], alice.privateKey);
    const be = { ...good, ...FORGERIES[kind][1](good) };
    const names = [`good${moves.length}`, `forged${moves.length}`] as const;
    const words = `a payment of ${good.amount} cents that alice signed, id ${show(good.id)}`;
    moves.push({ let: names[0], be: good, words });
    moves.push({ let: names[1], be, words: `${words}, now with ${kind}` });
    // What was remembered about the one must not count for the other.
    const order = draw(oneOf([0, 1], [1, 0], [1, 0, 1], [0, 1, 0]));
    for (const i of order) moves.push({ call: 'verify', args: [at(names[i]), GENESIS[0]] });
  };
  if (number % 5 === 4) return probed(draw);
  if (number < 2 * KINDS.length) {
    forge(KINDS[number % KINDS.length]);
    return moves;
  }
  addPayment();
  const length = draw(fc.integer({ min: 2, max: 8 }));
  for (let i = 0; i < length; i++) {
    const name = draw(oneOf(...payments));
    const change = (): void => {
      moves.push(drawChange(draw, name));
      verifyOne(name);
    };
    const copy = (): void => {
      moves.push({ copy: [name], as: `copy${moves.length}` });
      payments.push(`copy${moves.length - 1}`);
    };
    const freeze = (): void => void moves.push({ freeze: [name] });
    draw(
      oneOf(
        addPayment,
        signOne,
        signOne,
        signOne,
        verifyOne,
        verifyOne,
        () => forge(),
        () => forge(),
        change,
        change,
        copy,
        freeze,
      ),
    )();
  }
  return moves;
});

/** Two senders whose addresses begin with the same byte. */
const KIN = kin();

function kin(): readonly [Keys, Keys] {
  const seen = new Map<string, Keys>();
  for (let seed = 1; ; seed++) {
    const keys = keysOf(String(seed).padStart(64, '0'));
    const first = keys.address.slice(0, 2);
    const other = seen.get(first);
    if (other !== undefined) return [other, keys];
    seen.set(first, keys);
  }
}

/** Payments that are signed and verified again after a part of them was changed. */
function probed(draw: Draw): Move[] {
  const [one, other] = draw(fc.boolean()) ? KIN : [alice, bob];
  const payment = { ...draw(PAYMENTS), from: one.address, signature: '' };
  const second = { ...draw(PAYMENTS), from: other.address };
  const good = signed(payment, GENESIS[0], one.privateKey);
  const privateKey = draw(fc.boolean()) ? one.privateKey : otherPem(draw, one.privateKey);
  const [signing, verifying] = [
    { call: 'sign', args: [at('pay1'), GENESIS[0], privateKey] },
    { call: 'verify', args: [at('good1'), GENESIS[0]] },
  ];
  return [
    { let: 'pay1', be: payment },
    { let: 'good1', be: good, words: 'pay1, signed by its sender' },
    ...probe(draw, [signing], { pay1: payment }, 2),
    ...probe(draw, [verifying], { good1: good }, 5),
    {
      let: 'good2',
      be: signed(second, GENESIS[0], other.privateKey),
      words: 'a payment that another sender signed',
    },
    { call: 'verify', args: [at('good2'), GENESIS[0]] },
    verifying,
    ...spoil(
      draw,
      { call: 'sign', args: [payment, GENESIS[0], privateKey] },
      sign(payment, GENESIS[0], privateKey),
      'signed1',
    ),
  ];
}

/** The same key in PEM, written in another way (RFC 7468, 2 and 3). */
function otherPem(draw: Draw, privateKey: string): string {
  const [first, ...lines] = privateKey.trim().split('\n');
  const last = lines.pop() ?? '';
  const text = lines.join('');
  return draw(
    oneOf(
      `alice's key\n${privateKey}`,
      privateKey.trim(),
      privateKey.replaceAll('\n', '\r\n'),
      [first, ...(text.match(/.{1,32}/g) ?? []), last, ''].join('\n'),
    ),
  );
}

function drawChange(draw: Draw, name: string): Move {
  const field = draw(oneOf<'amount' | 'to' | 'id' | 'from'>('amount', 'to', 'id', 'from'));
  const values = {
    amount: draw(oneOf(1, 60, 101)),
    to: carol.address,
    id: draw(oneOf('a', 'b')),
    from: bob.address,
  };
  return { change: [name, field], to: values[field] };
}

function sentenceOf(difference: Difference, story: Story): number {
  if (difference.kind === 'value') return difference.name.startsWith('signed') ? 1 : 4;
  const { call, expected, got } = difference;
  const [wanted, found] = [expected, got].map(returnedBy);
  if (call === 'sign') {
    const [{ signature: one, ...fields }, { signature: other, ...foundFields }] = [
      wanted,
      found,
    ].map((value) => Object(value) as Record<string, unknown>);
    if (one === other || JSON.stringify(fields) === JSON.stringify(foundFields)) {
      return one === other ? 1 : isAgain(story) ? 3 : 2;
    }
    return 1;
  }
  if (wanted === true) return 5;
  if (typeof got === 'string' || !('returned' in got)) return 10;
  const forged = story.moves.find((move) => 'let' in move && move.let.startsWith('forged'));
  const words = forged !== undefined && 'let' in forged ? (forged.words ?? '') : '';
  const kind = KINDS.find((each) => words.endsWith(`, now with ${each}`));
  return kind === undefined ? 6 : FORGERIES[kind][0];
}

function isAgain({ moves }: Story): boolean {
  return moves.filter((move) => 'call' in move && move.call === 'sign').length > 1;
}

function returnedBy(outcome: Outcome | string): unknown {
  return typeof outcome === 'object' && 'returned' in outcome ? outcome.returned : undefined;
}

export const search = searchWithStories('signatures', {
  reference: { sign, verify },
  stories,
  sentenceOf,
  labels: { ...LABELS, [GENESIS[0]]: 'genesis', [GENESIS[1]]: 'otherGenesis' },
});
