import { createChain, pushBlock } from '../../solution/supplied/chain/Chain';
import { validateBlock } from '../../solution/validateBlock';
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
} from '../../tests/support/blocks';
import { CheckedTree } from '../observer/CheckedTree';
import { MAX_CLAIMS, MAX_CLAIMS_A_USER } from '../observer/limits';
import type { TreeBlock } from '../observer/TreeBlock';

const now = Date.now();
const ANYONE = 'a'.repeat(64);

/** Adds a chain of blocks to a tree, and returns the last block. */
function grow(
  tree: CheckedTree,
  from: TreeBlock,
  blocks: readonly Block[],
  by = ANYONE,
): TreeBlock {
  return blocks.reduce((at, block) => tree.add(block, at, by, now), from);
}

/** Returns the reference's verdict on a block after a valid chain. */
function verdict(block: Block, parent: TreeBlock): string {
  const path: Block[] = [];
  for (let at: TreeBlock | null = parent; at !== null; at = at.parent) path.unshift(at.block);
  const chain = createChain(path[0]);
  for (const good of path.slice(1)) pushBlock(chain, good);
  return (
    codeOf(() => {
      validateBlock(block, parent.block, now);
      pushBlock(chain, block);
    }) ?? 'good'
  );
}

/** Returns a generator of random numbers below `most`. The same seed gives the same numbers. */
function randomNumbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

it('the tree gives each block the same verdict as the reference', () => {
  const seed = Number(process.env.SEED ?? 20_090_103);
  const draw = randomNumbers(seed);
  const tree = new CheckedTree(genesisBlock());
  const users = [ALICE, BOB, CAROL];
  const good: TreeBlock[] = [tree.genesis];
  const codes = new Map<string, number>();
  for (let i = 0; i < 200; i++) {
    // Most parents are near the tip. Some parents are far from the tip.
    const back = draw(10) === 0 ? draw(good.length) : draw(Math.min(6, good.length));
    const parent = good[good.length - 1 - back];
    const [from, to] = [users[draw(3)], users[draw(3)]];
    const kind = draw(8);
    const data =
      kind < 5
        ? coin(to)
        : kind === 5
          ? good[draw(good.length)].block.data
          : payment(from, to, 1 + draw(150), tree.genesis.block);
    const block = mined(parent.block, data);
    const expected = verdict(block, parent);
    const added = tree.add(block, parent, ANYONE, now);
    expect({ seed, i, code: added.code ?? 'good' }).toEqual({ seed, i, code: expected });
    codes.set(expected, (codes.get(expected) ?? 0) + 1);
    if (added.code === null && added === tree.blocks.at(-1)) good.push(added);
  }
  expect([...codes.keys()].sort()).toEqual([
    'bad-transaction',
    'duplicate-transaction',
    'good',
    'insufficient-funds',
  ]);
  const highest = Math.max(...good.map(({ block }) => block.index));
  expect(tree.best.block.index).toBe(highest);
  const onBest = tree.blocks.filter(({ isOnBest }) => isOnBest);
  expect(onBest.map(({ block }) => block.index).sort((a, b) => a - b)).toEqual(
    Array.from({ length: highest + 1 }, (_, i) => i),
  );
});

it('the tree stores each block only one time, after its parent', () => {
  const tree = new CheckedTree(genesisBlock());
  const blocks = minedBlocks(tree.genesis.block, 5, ALICE);
  const end = grow(tree, tree.genesis, blocks);
  expect(grow(tree, tree.genesis, structuredClone(blocks))).toBe(end);
  const fork = minedBlocks(blocks[1], 2, BOB);
  grow(tree, tree.get(blocks[1].hash) as TreeBlock, fork);
  expect(tree.blocks.map(({ block }) => block)).toEqual([tree.genesis.block, ...blocks, ...fork]);
  expect(tree.best).toBe(end);
});

it('the tree limits the number of all blocks and the number of blocks of one user', () => {
  const tree = new CheckedTree(genesisBlock(), { blocks: 40, offBest: 10 });
  const blocks = minedBlocks(tree.genesis.block, 20, ALICE);
  const end = grow(tree, tree.genesis, blocks);
  // The limit for one user counts only blocks off the best chain.
  const fork = minedBlocks(tree.genesis.block, 12, BOB);
  expect(codeOf(() => grow(tree, tree.genesis, fork))).toBe('too-large');
  expect(tree.blocks).toHaveLength(31);
  // The tree accepts blocks from other users until it is full.
  const more = minedBlocks(end.block, 15, CAROL);
  expect(codeOf(() => grow(tree, end, more, BOB.address))).toBe('too-large');
  expect(tree.blocks).toHaveLength(40);
  expect(tree.best.block.index).toBe(29);
  // A full tree accepts the blocks that it already has.
  expect(grow(tree, tree.genesis, blocks)).toBe(end);
});

it('the tree moves between deep branches and does not check their blocks again', () => {
  const tree = new CheckedTree(genesisBlock());
  const [left, right] = [ALICE, BOB].map((user) => minedBlocks(tree.genesis.block, 2000, user));
  const before = process.cpuUsage();
  let [a, b] = [grow(tree, tree.genesis, left), grow(tree, tree.genesis, right)];
  const growing = process.cpuUsage(before);
  const between = process.cpuUsage();
  for (let i = 0; i < 50; i++) {
    a = tree.add(mined(a.block, coin(ALICE)), a, ANYONE, now);
    b = tree.add(mined(b.block, coin(BOB)), b, ANYONE, now);
  }
  const moving = process.cpuUsage(between);
  // These are one hundred moves over all four thousand blocks. All moves together cost about as
  // much as adding these blocks one time. If each move checked the blocks again, the moves would
  // cost one hundred times as much. The test measures processor time, because other load on the
  // machine does not change this time.
  expect(moving.user).toBeLessThan(20 * growing.user);
  expect(tree.blocks.every(({ code }) => code === null)).toBe(true);
});

describe('claims', () => {
  const genesis = genesisBlock();
  const [first] = minedBlocks(genesis, 1, ALICE);
  const forged = { ...first, data: { ...first.data, amount: 7 } };

  it('a claim does not take the place of the valid block with the same hash', () => {
    const tree = new CheckedTree(genesis);
    const claim = tree.claim(forged, tree.genesis, ANYONE, now);
    expect(claim).toMatchObject({ code: 'bad-hash', position: 1, claim: { parent: genesis.hash } });
    expect(tree.get(first.hash)).toBeUndefined();
    expect(grow(tree, tree.genesis, [first])).toMatchObject({ id: first.hash, code: null });
    expect(tree.best.id).toBe(first.hash);
    expect(tree.claim(forged, tree.genesis, BOB.address, now)).toBe(claim);
  });

  it('claims of one user fill neither the tree nor the claims of others', () => {
    const tree = new CheckedTree(genesis, { blocks: 2, offBest: 10 });
    let count = 0;
    const claimed = (nonce: number, by: string): TreeBlock | undefined =>
      tree.claim({ ...forged, nonce }, tree.genesis, by, now);
    while (count < 10_000 && claimed(count, ANYONE) !== undefined) count++;
    expect(count).toBe(MAX_CLAIMS_A_USER);
    expect(claimed(-1 + count, ANYONE)).toBeDefined();
    expect(claimed(count, BOB.address)).toBeDefined();
    for (let user = 0; user < 20; user++) {
      for (let i = 0; i < MAX_CLAIMS_A_USER; i++) {
        claimed(count + 1 + user * MAX_CLAIMS_A_USER + i, String(user));
      }
    }
    expect(tree.blocks).toHaveLength(1 + MAX_CLAIMS);
    expect(grow(tree, tree.genesis, [first]).code).toBeNull();
  });
});
