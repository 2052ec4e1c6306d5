import { types } from 'node:util';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block, Ledger, Transaction } from '../../../solution/supplied/types';
import { equals } from '../../harness/parent/suite/equals';
import { show, wordOf } from '../../harness/parent/suite/show';
import type { StateSeen } from './channel/MessageStory';

/** Two values that should be equal but differ, in words for students. */
interface Words {
  expected: string;
  got: string;
}

/** Describes the first difference between two states of a user, or returns undefined. */
export function showState(wanted: StateSeen, got: StateSeen): Words | undefined {
  return (
    showChain(wanted.chain as Chain, got.chain) ??
    (equals(got.pending, wanted.pending)
      ? undefined
      : {
          expected: `${amountsIn(wanted.pending)} in pending`,
          got: `${amountsIn(got.pending)} in pending`,
        })
  );
}

/** Describes the first difference between two chains, or returns undefined. */
export function showChain(wanted: Chain, got: StateSeen['chain']): Words | undefined {
  if (!equals(got.blocks, wanted.blocks)) {
    return {
      expected: `a chain of ${namesIn(wanted.blocks)}`,
      got: `a chain of ${namesIn(got.blocks)}`,
    };
  }
  if (!equals(got.heights, wanted.heights)) {
    return {
      expected: `heights with the hashes of these ${wanted.blocks.length} blocks`,
      got: `heights ${show(got.heights)}`,
    };
  }
  const [expected, found] = [wanted, got].map(({ ledger }) => withoutZeros(ledger));
  if (!equals(found.balances, expected.balances)) {
    return {
      expected: `the balances that follow from the chain: ${show(expected.balances)}`,
      got: show(found.balances),
    };
  }
  if (equals(found, expected)) return undefined;
  return {
    expected: `a ledger with the ${wanted.ledger.transactions.size} transactions of the chain`,
    got: `a ledger with ${idsIn(found.transactions)}`,
  };
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
export function namesIn(blocks: unknown): string {
  if (!Array.isArray(blocks)) return show(blocks);
  const names = Array.from(blocks as unknown[], (block) => {
    const { index, hash } = Object(block) as Partial<Record<keyof Block, unknown>>;
    return `${show(index)} (${wordOf(hash).slice(0, 6)}…)`;
  });
  return `the blocks ${names.join(', ')}`;
}

/** Returns the ids and amounts of payments. */
export function amountsIn(payments: unknown): string {
  if (!Array.isArray(payments)) return show(payments);
  if (payments.length === 0) return 'nothing';
  if (payments.length > 9) return `${payments.length} payments`;
  const amounts = Array.from(payments as unknown[], (payment) => {
    const { id, amount } = Object(payment) as Partial<Record<keyof Transaction, unknown>>;
    return `'${wordOf(id)}' of ${show(amount)} cents`;
  });
  return amounts.join(', ');
}
