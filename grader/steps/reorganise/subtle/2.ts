// Sentence 8: all results without undone blocks share their lists.
import { balanceOf, changeBalance } from './supplied/chain/balances';
import { NETWORK } from './supplied/constants';
import { appendBlock, blockOf, pushBlock, tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Address, Block, Branch, Ledger, Transaction } from './supplied/types';

export interface Reorganisation {
  undone: Block[];
  waiting: Transaction[];
  unfundable: Transaction[];
}

const NOTHING_LOST: Reorganisation = { undone: [], waiting: [], unfundable: [] };

export function reorganise(chain: Chain, branch: Branch, now: number): Reorganisation {
  const fork = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;
  if (fork === undefined) throw new Refusal('unknown-parent');
  const undone = undoTo(chain, fork);
  try {
    for (const block of branch) appendBlock(chain, block, now);
  } catch (error) {
    undoTo(chain, fork);
    for (const block of undone) pushBlock(chain, block);
    throw error;
  }
  if (undone.length === 0) return NOTHING_LOST;
  return { undone, ...lostPayments(chain.ledger, undone) };
}

function undoTo(chain: Chain, block: Block): Block[] {
  const undone: Block[] = [];
  while (tip(chain) !== block) {
    const last = tip(chain);
    chain.blocks.pop();
    chain.heights.delete(last.hash);
    undoTransaction(chain.ledger, last.data);
    undone.push(last);
  }
  return undone.reverse();
}

function undoTransaction(ledger: Ledger, { id, from, to, amount }: Transaction): void {
  ledger.transactions.delete(id);
  changeBalance(ledger, to, -amount);
  if (from !== NETWORK) changeBalance(ledger, from, amount);
}

function lostPayments(ledger: Ledger, undone: Block[]): Omit<Reorganisation, 'undone'> {
  const waiting: Transaction[] = [];
  const unfundable: Transaction[] = [];
  const promised = new Map<Address, number>();
  for (const { data } of undone) {
    if (data.from === NETWORK || ledger.transactions.has(data.id)) continue;
    const owed = (promised.get(data.from) ?? 0) + data.amount;
    if (owed > balanceOf(ledger, data.from)) {
      unfundable.push(data);
    } else {
      waiting.push(data);
      promised.set(data.from, owed);
    }
  }
  return { waiting, unfundable };
}
