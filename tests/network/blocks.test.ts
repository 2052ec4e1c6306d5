import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { blockPrefix, hashBlock } from '../../solution/hashBlock';
import { meetsDifficulty, mine } from '../../solution/mine';
import { BATCH, MAX_FUTURE_MS } from '../../solution/supplied/constants';
import type { Block } from '../../solution/supplied/types';
import { validateBlock } from '../../solution/validateBlock';
import { ALICE, BOB, codeOf, coin, genesisBlock, mined, START } from '../support/blocks';

const genesis = genesisBlock();
const block = mined(genesis, coin(ALICE));

/** Changes a block, and mines the changed block. The new hash and the new work are right. */
function remined(changes: Partial<Block>): Block {
  const { nonce: _nonce, hash: _hash, ...draft } = { ...block, ...changes };
  const again = mine(draft, () => true);
  if (again === null) throw new Error('mining was stopped');
  return again;
}

describe('the fingerprint', () => {
  it('the fingerprint is the SHA-256 of the text in the protocol', () => {
    const fixed = createGenesisBlock(1_700_000_000_000, 10);
    expect(fixed.hash).toBe('a0a74649a6bda88c930276154859c4b371d719cf88603140e1c4d5dfdf4ce9ba');
  });

  it('the fingerprint is the hash of the prefix and the nonce', () => {
    const { id, from, to, amount, signature } = block.data;
    const fields = [block.index, block.timestamp, block.previousHash, block.difficulty];
    const text = JSON.stringify([...fields, [id, from, to, amount, signature], block.nonce]);
    expect(`${blockPrefix(block)}${block.nonce}]`).toBe(text);
  });

  it('the fingerprint changes with every field', () => {
    const { data } = block;
    const others: Block[] = [
      { ...block, index: 2 },
      { ...block, timestamp: block.timestamp + 1 },
      { ...block, previousHash: 'f'.repeat(64) },
      { ...block, difficulty: 5 },
      { ...block, nonce: block.nonce + 1 },
      { ...block, data: { ...data, id: 'x' } },
      { ...block, data: { ...data, from: BOB.address } },
      { ...block, data: { ...data, to: BOB.address } },
      { ...block, data: { ...data, amount: 101 } },
      { ...block, data: { ...data, signature: 'ab' } },
    ];
    expect(new Set([block, ...others].map(hashBlock)).size).toBe(11);
  });
});

describe('work', () => {
  it('work is counted in leading zero bits', () => {
    const tenZeros = `003${'f'.repeat(61)}`;
    expect(meetsDifficulty(tenZeros, 10)).toBe(true);
    expect(meetsDifficulty(tenZeros, 11)).toBe(false);
    expect(meetsDifficulty('f'.repeat(64), 0)).toBe(true);
    expect(meetsDifficulty(`00000000${'f'.repeat(56)}`, 32)).toBe(true);
    expect(meetsDifficulty(`00000001${'f'.repeat(56)}`, 32)).toBe(false);
  });

  it('mining can be stopped after a batch', () => {
    const asked: number[] = [];
    const impossible = { ...block, difficulty: 32 };
    expect(mine(impossible, (hashes) => asked.push(hashes) < 3)).toBeNull();
    expect(asked).toEqual([BATCH, BATCH, BATCH]);
  });
});

describe('a block on its parent', () => {
  const now = block.timestamp;

  it('a mined block is valid on its parent', () => {
    expect(validateBlock(block, genesis, now)).toEqual(block);
  });

  const future = now + MAX_FUTURE_MS + 1;
  it.each<[string, unknown, string]>([
    ['nothing', null, 'bad-shape'],
    ['a field too many', { ...block, extra: 1 }, 'bad-shape'],
    ['a field too few', { ...block, nonce: undefined }, 'bad-shape'],
    ['a fraction of a cent', { ...block, data: { ...block.data, amount: 0.5 } }, 'bad-shape'],
    [
      'a signed coin',
      { ...block, data: { ...block.data, signature: '0'.repeat(128) } },
      'bad-shape',
    ],
    ['a gap', remined({ index: 2 }), 'bad-index'],
    ['another parent', remined({ previousHash: 'f'.repeat(64) }), 'bad-link'],
    ['a time before its parent', remined({ timestamp: START - 1 }), 'bad-timestamp'],
    ['a time too far ahead', remined({ timestamp: future }), 'bad-timestamp'],
    ['less work than the network asks for', remined({ difficulty: 3 }), 'bad-difficulty'],
    ['a changed amount', { ...block, data: { ...block.data, amount: 200 } }, 'bad-hash'],
    ['no work', withoutWork(), 'bad-work'],
  ])('a block with %s is refused', (_what, candidate, code) => {
    expect(codeOf(() => validateBlock(candidate, genesis, now))).toBe(code);
  });

  it('a block can be as old as its parent, or two minutes ahead of our clock', () => {
    expect(
      codeOf(() => validateBlock(remined({ timestamp: START }), genesis, now)),
    ).toBeUndefined();
    const ahead = remined({ timestamp: now + MAX_FUTURE_MS });
    expect(codeOf(() => validateBlock(ahead, genesis, now))).toBeUndefined();
  });

  function withoutWork(): Block {
    for (let nonce = 0; ; nonce++) {
      const lazy = { ...block, nonce };
      const hash = hashBlock(lazy);
      if (!meetsDifficulty(hash, block.difficulty)) return { ...lazy, hash };
    }
  }
});
