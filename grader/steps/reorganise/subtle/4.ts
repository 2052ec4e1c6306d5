// Sentence 4: after a failure, the hashes of the whole branch are forgotten, also one that is ours.
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

export function reorganise(chain: Chain, branch: Branch, now: number): Reorganisation {
  const fork = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;
  if (fork === undefined) throw new Refusal('unknown-parent');
  const undone = undoTo(chain, fork);
  forget(chain, undone);
  try {
    for (const block of branch) appendBlock(chain, block, now);
  } catch (error) {
    undoTo(chain, fork);
    forget(chain, branch);
    for (const block of undone) pushBlock(chain, block);
    throw error;
  }
  return { undone, ...lostPayments(chain.ledger, undone) };
}

function undoTo(chain: Chain, block: Block): Block[] {
  const undone: Block[] = [];
  while (tip(chain) !== block) {
    const last = tip(chain);
    chain.blocks.pop();
    undoTransaction(chain.ledger, last.data);
    undone.push(last);
  }
  return undone.reverse();
}

function forget(chain: Chain, blocks: readonly Block[]): void {
  for (const block of blocks) chain.heights.delete(block?.hash);
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
