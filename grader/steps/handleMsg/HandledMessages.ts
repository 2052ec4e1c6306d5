import { types } from 'node:util';
import type { Block, Ledger, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import { show, wordOf } from '../../harness/parent/suite/show';
import type { CallSeen, Outcome, Seen, UserData } from './child/scenario';
import { readHandled } from './readHandled';
import { chainOf } from '../support/sampleBlocks';
import { equals } from '../../harness/parent/suite/equals';

/** The results of messages to bob, and the demands that a check can make. */
export class HandledMessages {
  readonly #seen: Seen;

  constructor(
    private readonly answer: Answer,
    private readonly before: UserData,
  ) {
    this.#seen = answer.read(readHandled);
  }

  /** True if all messages were refused. */
  get refused(): boolean {
    return this.#seen.outcomes.every((outcome) => 'refused' in outcome);
  }

  /** Demands these answers. An answer is `ok` or the code of a Refusal. */
  mustAnswer(...expected: readonly string[]): void {
    const got = this.#seen.outcomes.map(nameOf);
    this.answer.must(equals(got, expected), { expected: listOf(expected), got: listOf(got) });
  }

  /** Demands these answers, in any order. */
  mustAnswerInSomeOrder(...expected: readonly string[]): void {
    const got = this.#seen.outcomes.map(nameOf);
    this.answer.must(equals([...got].sort(), [...expected].sort()), {
      expected: `${listOf(expected, ' and ')}, whichever comes first`,
      got: listOf(got, ' and '),
    });
  }

  /** Demands one of these chains. */
  mustHoldAny(chains: ReadonlyArray<readonly Block[]>): void {
    const { blocks } = this.#seen.chain;
    const held = chains.find((chain) => equals(chain, blocks));
    this.answer.must(held !== undefined, {
      expected: `a chain of ${chains.map(namesIn).join(', or ')}`,
      got: `a chain of ${namesIn(blocks)}`,
    });
    this.mustHold(held ?? []);
  }

  /** Demands a chain of these blocks. */
  mustHoldBlocks(blocks: readonly Block[]): void {
    const { chain } = this.#seen;
    this.answer.must(equals(chain.blocks, blocks), {
      expected: `a chain of ${namesIn(blocks)}`,
      got: `a chain of ${namesIn(chain.blocks)}`,
    });
  }

  /** Demands a chain of these blocks, and the ledger that these blocks give. */
  mustHold(blocks: readonly Block[]): void {
    this.mustHoldBlocks(blocks);
    const { chain } = this.#seen;
    const wanted = chainOf(blocks);
    this.answer.must(equals(chain.heights, wanted.heights), {
      expected: `heights with the hashes of these ${blocks.length} blocks`,
      got: `heights ${show(chain.heights)}`,
    });
    const [expected, got] = [wanted, chain].map(({ ledger }) => withoutZeros(ledger));
    this.answer.must(equals(got.balances, expected.balances), {
      expected: `the balances that follow from the chain: ${show(expected.balances)}`,
      got: show(got.balances),
    });
    this.answer.must(equals(got, expected), {
      expected: `a ledger with the ${wanted.ledger.transactions.size} transactions of the chain`,
      got: `a ledger with ${idsIn(got.transactions)}`,
    });
  }

  /** Demands that these payments wait, in this order. */
  mustWait(payments: readonly Transaction[]): void {
    const { pending } = this.#seen;
    this.answer.must(equals(pending, payments), {
      expected: `${amountsIn(payments)} in pending`,
      got: `${amountsIn(pending)} in pending`,
    });
  }

  /** Demands that exactly one of these payments waits. */
  mustWaitOneOf(payments: readonly Transaction[]): void {
    const { pending } = this.#seen;
    this.answer.must(
      payments.some((payment) => equals(pending, [payment])),
      { expected: 'one of them in pending', got: `${amountsIn(pending)} in pending` },
    );
  }

  /** Demands exactly these calls, in this order. */
  mustHaveCalled(expected: readonly CallSeen[]): void {
    const { calls } = this.#seen;
    this.answer.must(equals(calls, expected), {
      expected: callsInWords(expected),
      got: callsInWords(calls),
    });
  }

  /** Demands that this method was called at most once. */
  mustHaveCalledAtMostOnce(called: CallSeen['called']): void {
    const times = this.#seen.calls.filter((call) => call.called === called).length;
    this.answer.must(times <= 1, {
      expected: `${called}() is called for the first only`,
      got: `it is called ${times} times`,
    });
  }

  /** Demands that the chain, the ledger and `pending` have not changed. */
  mustChangeNothing(): void {
    this.mustHold(this.before.chain.blocks);
    this.mustWait(this.before.pending);
  }
}

function nameOf(outcome: Outcome): string {
  if ('refused' in outcome) return wordOf(outcome.refused);
  return equals(outcome.resolved, { type: 'ok' }) ? 'ok' : show(outcome.resolved);
}

/** Returns these answers as one text. */
export function listOf(names: readonly string[], join = ', then '): string {
  return names.join(join);
}

/** Returns a ledger without the balances of 0. The balances of a submission can be any value. */
function withoutZeros(ledger: unknown): Partial<Record<keyof Ledger, unknown>> {
  const { balances, ...rest } = Object(ledger) as Partial<Record<keyof Ledger, unknown>>;
  if (!types.isMap(balances)) return { ...rest, balances };
  return { ...rest, balances: new Map([...balances].filter(([, cents]) => cents !== 0)) };
}

/** Returns the number and the ids of a ledger's transactions: `2: coin-1, coin-2`. */
function idsIn(transactions: unknown): string {
  if (!types.isMap(transactions)) return show(transactions);
  return `${transactions.size}: ${[...transactions.keys()].map(wordOf).join(', ')}`;
}

/** Returns blocks in words: `the blocks 0 (a0a746…), 1 (002cc0…)`. */
function namesIn(blocks: unknown): string {
  if (!Array.isArray(blocks)) return show(blocks);
  const names = Array.from(blocks as unknown[], (block) => {
    const { index, hash } = Object(block) as Partial<Record<keyof Block, unknown>>;
    return `${show(index)} (${wordOf(hash).slice(0, 6)}…)`;
  });
  return `the blocks ${names.join(', ')}`;
}

function amountsIn(payments: unknown): string {
  if (!Array.isArray(payments)) return show(payments);
  if (payments.length === 0) return 'nothing';
  if (payments.length > 9) return `${payments.length} payments`;
  const amounts = Array.from(payments as unknown[], (payment) => {
    const { id, amount } = Object(payment) as Partial<Record<keyof Transaction, unknown>>;
    return `${wordOf(id)} of ${show(amount)} cents`;
  });
  return amounts.join(', ');
}

function callsInWords(calls: readonly CallSeen[]): string {
  if (calls.length === 0) return 'nothing is called';
  return calls.map(callInWords).join(', then ');
}

function callInWords(call: CallSeen): string {
  switch (call.called) {
    case 'chainChanged':
      return `chainChanged() when the tip is block ${show(call.height)} and the ledger has ${show(call.transactions)} transactions`;
    case 'pendingChanged':
      return `pendingChanged() when ${show(call.pending)} ${call.pending === 1 ? 'payment waits' : 'payments wait'}`;
    case 'fetchLater':
      return `fetchLater(${call.from === undefined ? '' : show(call.from)})`;
  }
}
