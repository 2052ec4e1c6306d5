import { catchUp } from '../../solution/catchUp';
import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { longestChain } from '../../solution/longestChain';
import { reorganise } from '../../solution/reorganise';
import type { Adoption } from '../../solution/supplied/chain/adoptBranch';
import { adoptBranch } from '../../solution/supplied/chain/adoptBranch';
import { appendBlock, createChain, tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import type { ChainReply } from '../../solution/supplied/wire/messages';
import type { Block } from '../../solution/supplied/types';
import {
  ALICE,
  BOB,
  CAROL,
  codeOf,
  coin,
  genesisBlock,
  mined,
  minedBlocks,
  payment,
  START,
} from '../support/blocks';

const genesis = genesisBlock();
const NOW = START + 1e9;

function chainOf(blocks: readonly Block[]): Chain {
  const chain = createChain(genesis);
  for (const block of blocks) appendBlock(chain, block, NOW);
  return chain;
}

/** Returns a chain as plain values that can be compared. */
function snapshot({ blocks, heights, ledger }: Chain): unknown {
  const sorted = (map: Map<string, unknown>): unknown =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return [blocks, sorted(heights), sorted(ledger.balances), sorted(ledger.transactions)];
}

const trunk = minedBlocks(genesis, 2, ALICE);
const ours = minedBlocks(trunk[1], 1, ALICE);
const theirs = minedBlocks(trunk[1], 2, BOB);

describe('the longest chain', () => {
  const chain = chainOf([...trunk, ...ours]);

  it('the longest chain is the branch with more work', () => {
    expect(longestChain(chain, [theirs], NOW)).toBe(theirs);
  });

  it('our chain is the longest if all offers are equal or worse', () => {
    expect(longestChain(chain, [theirs.slice(0, 1)], NOW)).toBeNull();
    expect(longestChain(chain, [], NOW)).toBeNull();
    expect(longestChain(chain, [[]], NOW)).toBeNull();
  });

  it('an invalid chain is never the longest chain', () => {
    const tampered = theirs.map((block, i) => (i === 1 ? { ...block, timestamp: START } : block));
    expect(longestChain(chain, [tampered], NOW)).toBeNull();
    expect(longestChain(chain, [tampered, theirs], NOW)).toBe(theirs);
  });

  it('a chain of another network is never the longest chain', () => {
    const other = createGenesisBlock(START + 1, 4);
    expect(longestChain(chain, [minedBlocks(other, 9, BOB)], NOW)).toBeNull();
  });
});

describe('a reorganisation', () => {
  it('a reorganisation has the same result as a new replay', () => {
    const chain = chainOf([...trunk, ...ours]);
    expect(reorganise(chain, theirs, NOW).undone).toEqual(ours);
    expect(snapshot(chain)).toEqual(snapshot(chainOf([...trunk, ...theirs])));
  });

  it('a reorganisation returns the payments that are still possible, and names the others', () => {
    const early = mined(trunk[1], payment(ALICE, BOB, 120, genesis));
    const coins = mined(early, coin(CAROL));
    const late = mined(coins, payment(CAROL, BOB, 100, genesis));
    const chain = chainOf([...trunk, early, coins, late]);
    const branch = minedBlocks(trunk[1], 4, BOB);
    const { waiting, unfundable } = reorganise(chain, branch, NOW);
    expect(waiting).toEqual([early.data]);
    expect(unfundable).toEqual([late.data]);
  });

  it('a reorganisation does not return payments that are also on the new branch', () => {
    const data = payment(ALICE, BOB, 120, genesis);
    const chain = chainOf([...trunk, mined(trunk[1], data)]);
    const again = mined(trunk[1], data, trunk[1].timestamp + 5000);
    const { waiting, unfundable } = reorganise(chain, [again, ...minedBlocks(again, 1, BOB)], NOW);
    expect([waiting, unfundable]).toEqual([[], []]);
  });

  it('a reorganisation restores the chain if a block of the branch is invalid', () => {
    const chain = chainOf([...trunk, ...ours]);
    const before = snapshot(chain);
    const broke = mined(theirs[1], payment(CAROL, BOB, 1, genesis));
    expect(codeOf(() => reorganise(chain, [...theirs, broke], NOW))).toBe('insufficient-funds');
    expect(snapshot(chain)).toEqual(before);
  });
});

describe('taking over a branch', () => {
  const onTip = minedBlocks(ours[0], 3, BOB);
  const spoilt = onTip.map((block, i) => (i === 2 ? { ...block, nonce: block.nonce + 1 } : block));

  /** Takes over a branch. Returns what was adopted. */
  function adopted(chain: Chain, branch: Block[]): Adoption[] {
    const adoptions: Adoption[] = [];
    const isAdopted = adoptBranch(chain, branch, NOW, (adoption) => adoptions.push(adoption));
    expect(isAdopted).toBe(adoptions.length > 0);
    return adoptions;
  }

  it('blocks on our tip are appended, and nothing is undone', () => {
    const chain = chainOf([...trunk, ...ours]);
    expect(adopted(chain, onTip)).toMatchObject([{ blocks: onTip, undone: [] }]);
    expect(snapshot(chain)).toEqual(snapshot(chainOf([...trunk, ...ours, ...onTip])));
  });

  it('the blocks before an invalid block stay, and the rest is refused', () => {
    const chain = chainOf([...trunk, ...ours]);
    const adoptions: Adoption[] = [];
    const adopt = () => adoptBranch(chain, spoilt, NOW, (adoption) => adoptions.push(adoption));
    expect(codeOf(adopt)).toBe('bad-hash');
    expect(adoptions).toMatchObject([{ blocks: onTip.slice(0, 2), undone: [] }]);
    expect(snapshot(chain)).toEqual(snapshot(chainOf([...trunk, ...ours, ...onTip.slice(0, 2)])));
  });

  it('a branch with more work replaces our blocks, and one with less does not', () => {
    const chain = chainOf([...trunk, ...ours]);
    expect(adopted(chain, theirs.slice(0, 1))).toEqual([]);
    expect(adopted(chain, [])).toEqual([]);
    expect(adopted(chain, theirs)).toMatchObject([{ blocks: theirs, undone: ours }]);
    expect(snapshot(chain)).toEqual(snapshot(chainOf([...trunk, ...theirs])));
  });
});

describe('catching up', () => {
  /** Returns a peer's answers: its chain, in pages of at most `page` blocks. */
  function peer(blocks: readonly Block[], page = 3) {
    return async (from: number, limit: number): Promise<ChainReply> => ({
      type: 'chain',
      blocks: blocks.slice(from, from + Math.min(limit, page)),
      height: blocks.length - 1,
    });
  }

  function adopter(chain: Chain) {
    return (branch: Block[]): boolean => adoptBranch(chain, branch, NOW);
  }

  it('catching up brings a new user to the tip', async () => {
    const far = minedBlocks(genesis, 20, BOB);
    const chain = createChain(genesis);
    expect(await catchUp({ chain, ask: peer([genesis, ...far]), adopt: adopter(chain) })).toBe(20);
    expect(tip(chain)).toEqual(far[19]);
  });

  it('catching up changes the branch when the fork is deeper than a page', async () => {
    const mine = minedBlocks(trunk[1], 10, ALICE);
    const other = minedBlocks(trunk[1], 15, BOB);
    const chain = chainOf([...trunk, ...mine]);
    await catchUp({ chain, ask: peer([genesis, ...trunk, ...other]), adopt: adopter(chain) });
    expect(snapshot(chain)).toEqual(snapshot(chainOf([...trunk, ...other])));
  });

  it('catching up keeps our chain when the peer has less work, even if the peer claims more work', async () => {
    const chain = chainOf([...trunk, ...theirs]);
    const short = peer([genesis, ...trunk, ...ours]);
    const boast = async (from: number, limit: number): Promise<ChainReply> => ({
      ...(await short(from, limit)),
      height: 1e9,
    });
    for (const ask of [short, boast]) {
      expect(await catchUp({ chain, ask, adopt: adopter(chain) })).toBe(0);
    }
    expect(tip(chain)).toEqual(theirs[1]);
  });

  it('catching up refuses another network, garbage, and a broken link within a page', async () => {
    const chain = chainOf(trunk);
    const adopt = adopter(chain);
    const other = createGenesisBlock(START + 1, 4);
    const foreign = [other, ...minedBlocks(other, 5, BOB)];
    await expect(catchUp({ chain, ask: peer(foreign), adopt })).rejects.toMatchObject({
      code: 'bad-genesis',
    });

    const lazy = { ...theirs[1], hash: 'f'.repeat(64) };
    const garbage = [genesis, ...trunk, theirs[0], lazy];
    await expect(catchUp({ chain, ask: peer(garbage), adopt })).rejects.toMatchObject({
      code: 'bad-hash',
    });

    const broken = [genesis, ...trunk, ours[0], theirs[1]];
    await expect(catchUp({ chain, ask: peer(broken), adopt })).rejects.toMatchObject({
      code: 'bad-link',
    });
    expect(tip(chain)).toEqual(trunk[1]);
  });

  it('catching up starts again when the peer reorganises between two pages', async () => {
    const before = [genesis, ...minedBlocks(genesis, 6, BOB)];
    const after = [genesis, ...minedBlocks(genesis, 8, CAROL)];
    const chain = createChain(genesis);
    let pages = 0;
    // The first request finds the common block. The second request gets a page. Then the peer
    // changes.
    const ask = (from: number, limit: number): Promise<ChainReply> =>
      peer(++pages <= 2 ? before : after)(from, limit);
    await catchUp({ chain, ask, adopt: adopter(chain) });
    expect(snapshot(chain)).toEqual(snapshot(chainOf(after.slice(1))));
  });

  it('catching up ends even if the peer always has more blocks', async () => {
    const chain = createChain(genesis);
    const endless = minedBlocks(genesis, 12, BOB);
    const asked: number[] = [];
    const ask = async (from: number, limit: number): Promise<ChainReply> => {
      asked.push(from);
      return {
        type: 'chain',
        blocks: [genesis, ...endless].slice(from, from + Math.min(limit, 2)),
        height: Math.max(from, 4),
      };
    };
    await catchUp({ chain, ask, adopt: adopter(chain) });
    expect(tip(chain).index).toBeLessThanOrEqual(5);
    expect(asked.length).toBeLessThan(8);
  });

  it('catching up throws when the peer ends half-way, and keeps the blocks so far', async () => {
    const far = [genesis, ...minedBlocks(genesis, 6, BOB)];
    const chain = createChain(genesis);
    let pages = 0;
    const ask = (from: number, limit: number): Promise<ChainReply> =>
      ++pages <= 2 ? peer(far)(from, limit) : Promise.reject(new Error('gone'));
    await expect(catchUp({ chain, ask, adopt: adopter(chain) })).rejects.toThrow('gone');
    expect(tip(chain)).toEqual(far[3]);
  });
});
