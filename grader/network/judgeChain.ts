import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { appendBlock, createChain } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { NETWORK } from '../../solution/supplied/constants';
import { checkShape } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Transaction } from '../../solution/supplied/types';
import type { StepName } from '../course/course';
import { RungFailed } from './RungFailed';

/** The step whose rule each code names. */
const GUARDS: Readonly<Partial<Record<Code, StepName>>> = {
  'bad-reward': 'ledger',
  'bad-transaction': 'ledger',
  'duplicate-transaction': 'ledger',
  'insufficient-funds': 'ledger',
  'bad-signature': 'signatures',
  'unknown-parent': 'handleMsg',
  'not-longest': 'handleMsg',
  'bad-genesis': 'handleMsg',
};

/** Returns the step whose rule a code names. */
export function guardOf(code: Code): StepName {
  return GUARDS[code] ?? 'validateBlock';
}

/**
 * Makes a chain of blocks that a user showed, by the reference's own rules.
 *
 * @throws RungFailed if it is not valid
 */
export function chainOf(owner: string, blocks: readonly unknown[]): Chain {
  try {
    const first = checkShape(blocks[0]);
    const genesis = createGenesisBlock(first.timestamp, first.difficulty);
    if (genesis.hash !== first.hash) throw new Refusal('bad-genesis');
    const chain = createChain(genesis);
    for (const block of blocks.slice(1)) appendBlock(chain, block, Date.now());
    return chain;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new RungFailed({
      expected: `every block of ${owner}'s chain is valid`,
      got: `${owner} shows a chain with a block that is not: ${error.code}, ${error.reason}`,
      suspects: [guardOf(error.code), 'handleMsg', 'reorganise'],
    });
  }
}

/** A payment as it was ordered. */
export type Order = Pick<Transaction, 'from' | 'to' | 'amount'>;

/** The payments that a chain lacks, and those on it that nobody ordered or that are there twice. */
export function comparePayments(
  chain: Chain,
  orders: readonly Order[],
): { missing: Order[]; surplus: Transaction[] } {
  const missing = [...orders];
  const surplus: Transaction[] = [];
  for (const { data } of chain.blocks.slice(1)) {
    if (data.from === NETWORK) continue;
    const { from, to, amount } = data;
    const i = missing.findIndex((o) => o.from === from && o.to === to && o.amount === amount);
    if (i === -1) surplus.push(data);
    else missing.splice(i, 1);
  }
  return { missing, surplus };
}

/** How many cents the chain's coins are worth, and how many its balances hold. */
export function countCents(chain: Chain): { mined: number; owned: number } {
  const sum = (cents: Iterable<number>): number => [...cents].reduce((a, b) => a + b, 0);
  const coins = chain.blocks.filter(({ data }) => data.from === NETWORK);
  return {
    mined: sum(coins.map(({ data }) => data.amount)),
    owned: sum(chain.ledger.balances.values()),
  };
}

/** Who was given coins by a chain that should not have any. */
export function strangersOn(chain: Chain, users: readonly Address[]): Address[] {
  return chain.blocks
    .slice(1)
    .map(({ data }) => data.to)
    .filter((to) => !users.includes(to));
}
