import type { Block, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { CallSeen, UserData } from './channel/RecordedUser';
import type { Seen } from './child/scenario';
import { readHandled } from './readHandled';
import { chainOf } from '../support/sampleBlocks';
import { callsInWords, nameOf } from './showHandled';
import { amountsIn, namesIn, showChain } from './showState';
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
      expected: `${listOf(expected, ' and ')}, in any order`,
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
    const words = showChain(chainOf(blocks), this.#seen.chain);
    if (words !== undefined) this.answer.must(false, words);
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
      expected: `${called}() is called only for the first`,
      got: `it is called ${times} times`,
    });
  }

  /** Demands that the chain, the ledger and `pending` have not changed. */
  mustChangeNothing(): void {
    this.mustHold(this.before.chain.blocks);
    this.mustWait(this.before.pending);
  }
}

/** Returns these answers as one text. */
export function listOf(names: readonly string[], join = ', then '): string {
  return names.join(join);
}
