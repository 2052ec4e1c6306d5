import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block } from '../../../solution/supplied/types';
import { at } from '../../harness/channel/Story';
import type { Move } from '../../harness/channel/Story';
import { chainOf, grow } from '../support/sampleBlocks';
import { oneOf } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import { changeInPlace } from './changeInPlace';
import { BEGIN, drawBranch, HOUR } from './drawBranch';
import { FORGERIES, forgedBranch } from './forgedBranch';
import { countBlocks } from '../support/countBlocks';

/** What happens between two calls. */
const BETWEEN = [
  ...['new branch', 'new branch', 'freeze', 'change a block'],
  ...['shorter chain', 'other chain', 'chain in place', 'chain grows in place'],
  ...['branch in place', 'branch in place', 'branch in place'],
] as const;

/**
 * A chain that grows and shrinks, and branches that are offered again and again. Some of them change
 * between two calls, and are still the same arrays.
 */
export class BranchStory {
  readonly moves: Move[] = [];
  /** The blocks of the first chain. Branches begin on them. */
  private readonly all: Block[];
  /** The blocks of the chain now. */
  private current: Block[];
  /** The blocks of each branch now. */
  private readonly branches = new Map<string, Block[]>();

  constructor(private readonly draw: Draw) {
    const genesis = createGenesisBlock(BEGIN, draw(oneOf(1, 2, 4)));
    this.all = [genesis, ...grow(genesis, draw(fc.nat(6)), 'alice')];
    this.current = this.all;
    this.moves.push(chainNamed('chain', this.all));
    for (let i = draw(oneOf(2, 4, 5)); i > 0; i--) this.addBranch();
    this.moves.push({ let: 'list', be: [], words: 'an empty list' });
    this.choose();
    const length = draw(fc.integer({ min: 1, max: 7 }));
    for (let i = 0; i < length; i++) {
      this.happen(draw(oneOf(...BETWEEN)));
      this.choose();
    }
  }

  private happen(event: (typeof BETWEEN)[number]): void {
    const { draw, moves } = this;
    const name = draw(oneOf(...this.branches.keys()));
    if (event === 'new branch') this.addBranch();
    else if (event === 'branch in place') this.changeBranch(name);
    else if (event === 'chain grows in place') this.growChain();
    else if (event === 'freeze') moves.push({ freeze: [name] });
    else if (event === 'change a block')
      moves.push({ change: [name, 0, 'data', 'amount'], to: 77 });
    else this.changeChain(event);
  }

  private addBranch(): void {
    const { branch, words } = this.forgedCopy() ?? drawBranch(this.draw, this.all);
    const name = `branch${this.branches.size + 1}`;
    this.branches.set(name, branch);
    this.moves.push({ let: name, be: branch, words });
  }

  /** Returns a copy of another branch. One block is changed, and the hashes are the same. */
  private forgedCopy(): { branch: Block[]; words: string } | undefined {
    const { draw } = this;
    if (this.branches.size === 0 || draw(fc.nat(3)) > 0) return undefined;
    const name = draw(oneOf(...this.branches.keys()));
    const copied = this.branches.get(name) ?? [];
    if (copied.length === 0) return undefined;
    const place = draw(fc.nat(copied.length - 1));
    const forgery = draw(oneOf(...Object.keys(FORGERIES)));
    const words = `a copy of ${name}, of which block ${place + 1} ${forgery}`;
    return { branch: forgedBranch(copied, place, forgery), words };
  }

  /** Takes blocks off the end of a branch, and puts others there. */
  private changeBranch(name: string): void {
    const { draw } = this;
    const before = this.branches.get(name) ?? [];
    const kept = draw(oneOf(before.length, draw(fc.nat(before.length))));
    const added =
      kept === 0
        ? drawBranch(draw, this.all).branch
        : grow(before[kept - 1], draw(fc.nat(4)), draw(oneOf('bob', 'carol')));
    this.branches.set(name, [...before.slice(0, kept), ...added]);
    this.moves.push(...changeInPlace([name], kept, added));
  }

  /** The chain has lost its newest blocks, or has got others in their place. */
  private changeChain(event: 'shorter chain' | 'other chain' | 'chain in place'): void {
    const { draw, all, moves } = this;
    const kept = all.slice(0, draw(fc.integer({ min: 1, max: all.length })));
    const count = event === 'shorter chain' ? 0 : draw(fc.nat(3));
    const top = grow(kept[kept.length - 1], count, 'bob');
    const later = `later${moves.length}`;
    const { be, words } = chainNamed('', [...kept, ...top]);
    moves.push({ let: later, be, words: `${words}, as the chain is later` });
    if (event !== 'chain in place') {
      moves.push({ assign: ['chain'], from: at(later) });
    } else {
      const [heights, ledger] = [at(later, 'heights'), at(later, 'ledger')];
      const same = be.blocks.findIndex(({ hash }, i) => hash !== this.current[i]?.hash);
      const still = same < 0 ? be.blocks.length : same;
      moves.push(...changeInPlace(['chain', 'blocks'], still, be.blocks.slice(still)));
      moves.push({ assign: ['chain'], from: { heights, ledger } });
    }
    this.current = be.blocks;
  }

  /** A block joins the chain, as `pushBlock` does it. */
  private growChain(): void {
    const { current, moves } = this;
    const [block] = grow(current[current.length - 1], 1, this.draw(oneOf('alice', 'carol')));
    const { index, hash, data } = block;
    this.current = [...current, block];
    const { balances } = chainOf(this.current).ledger;
    moves.push(
      { change: ['chain', 'blocks', index], to: block },
      { change: ['chain', 'heights', hash], to: index },
      { change: ['chain', 'ledger', 'transactions', data.id], to: data },
      { change: ['chain', 'ledger', 'balances', data.to], to: balances.get(data.to) },
    );
  }

  /** Offers some branches: in a new list, or in the same list as before. */
  private choose(): void {
    const { draw, moves } = this;
    const names = oneOf(...this.branches.keys());
    const isSame = draw(fc.nat(3)) === 0;
    // Each element of the same list is a line of the story.
    const lengths = isSame ? { maxLength: 2 } : { minLength: draw(oneOf(0, 2, 3)), maxLength: 6 };
    const offered = draw(fc.array(names, lengths)).map((name) => at(name));
    const now = BEGIN + draw(oneOf(HOUR, HOUR, HOUR, 0, 1000, 20 * 1000, 1000 * HOUR));
    if (isSame) moves.push(...changeInPlace(['list'], 0, offered));
    const args = [at('chain'), isSame ? at('list') : offered, now];
    moves.push({ call: 'longestChain', args });
  }
}

/** Names the chain of some blocks. */
export function chainNamed(
  name: string,
  blocks: readonly Block[],
): { let: string; be: Chain; words: string } {
  const { difficulty } = blocks[0];
  const by =
    blocks.length > 1 ? `, the newest with the id '${blocks[blocks.length - 1].data.id}'` : '';
  const words = `a chain of ${countBlocks(blocks.length)}, difficulty ${difficulty}${by}`;
  return { let: name, be: chainOf(blocks), words };
}
