import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { appendBlock, createChain } from '../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { NETWORK } from '../../../solution/supplied/constants';
import { checkShape } from '../../../solution/supplied/chain/checkShape';
import { Refusal } from '../../../solution/supplied/Refusal';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Address, Transaction } from '../../../solution/supplied/types';
import type { StepName } from '../../course/course';
import { RungFailed } from './RungFailed';

/** The step that checks each rule. `validateBlock` checks the rules that are missing here. */
const STEPS: Readonly<Partial<Record<Code, StepName>>> = {
  'bad-reward': 'ledger',
  'bad-transaction': 'ledger',
  'duplicate-transaction': 'ledger',
  'insufficient-funds': 'ledger',
  'bad-signature': 'signatures',
  'unknown-parent': 'handleMsg',
  'not-longest': 'handleMsg',
  'bad-genesis': 'handleMsg',
};

/** Returns the step that checks the rule of a code. */
export function stepOf(code: Code): StepName {
  return STEPS[code] ?? 'validateBlock';
}

/** The difficulty of all networks. Mining a block takes almost no time. */
export const DIFFICULTY = 8;

/**
 * Checks blocks with the reference's code, and returns them as a chain.
 *
 * @param owner the user that showed these blocks
 * @throws RungFailed if a block is not valid
 */
export function chainOf(owner: string, blocks: readonly unknown[]): Chain {
  try {
    const first = checkShape(blocks[0]);
    // The grader mines blocks on this chain.
    if (first.difficulty !== DIFFICULTY) {
      throw new RungFailed({
        expected: `a network with the difficulty ${DIFFICULTY}, as ordered`,
        got: `the genesis block of ${owner}'s chain has the difficulty ${first.difficulty}`,
        suspects: ['createGenesisBlock'],
      });
    }
    const genesis = createGenesisBlock(first.timestamp, first.difficulty);
    if (genesis.hash !== first.hash) throw new Refusal('bad-genesis');
    const chain = createChain(genesis);
    for (const block of blocks.slice(1)) appendBlock(chain, block, Date.now());
    return chain;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new RungFailed({
      expected: `every block of ${owner}'s chain is valid`,
      got: `${owner} shows a chain with a block that is not valid: ${error.code}, ${error.reason}`,
      suspects: [stepOf(error.code), 'handleMsg', 'reorganise'],
    });
  }
}

/** A payment that the grader ordered. */
export type Order = Pick<Transaction, 'from' | 'to' | 'amount'>;

/**
 * Returns the orders that are missing on a chain. Also returns the payments on the chain that
 * belong to no order.
 */
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

/** Returns how many cents were mined on a chain, and the sum of all balances in cents. */
export function countCents(chain: Chain): { mined: number; owned: number } {
  const sum = (cents: Iterable<number>): number => [...cents].reduce((a, b) => a + b, 0);
  const coins = chain.blocks.filter(({ data }) => data.from === NETWORK);
  return {
    mined: sum(coins.map(({ data }) => data.amount)),
    owned: sum(chain.ledger.balances.values()),
  };
}

/** Returns the addresses that received coins on a chain but are not addresses of users. */
export function strangersOn(chain: Chain, users: readonly Address[]): Address[] {
  return chain.blocks
    .slice(1)
    .map(({ data }) => data.to)
    .filter((to) => !users.includes(to));
}
