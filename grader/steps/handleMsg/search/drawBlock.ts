import { MAX_FUTURE_MS, NETWORK, NO_PARENT } from '../../../../solution/supplied/constants';
import type { Block, Draft, Transaction } from '../../../../solution/supplied/types';
import { otherGenesis, withoutWork } from '../../support/sampleBlocks';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import { newPayment } from './drawPayment';
import type { Situated } from './drawSituation';
import { wrongCoin } from './MessageWorld';
import type { Described, UserName } from './MessageWorld';
import { inOtherOrder } from './otherForms';

/** Draws a block on one of the known blocks, or a changed block. Returns its name. */
export function drawBlock(draw: Draw, situated: Situated, user: number): string {
  const { world, tree, tips } = situated;
  const kind = draw(
    oneOf(
      ...(['good', 'good', 'good', 'good', 'again', 'changed', 'changed'] as const),
      ...(['mined wrong', 'mined wrong', 'mined wrong', 'genesis', 'malformed'] as const),
    ),
  );
  const near = draw(oneOf(true, true, false)) ? tree.slice(-3) : tree;
  const name = draw(oneOf(...near, ...near.map(() => tips[user])));
  if (kind === 'again') return name;
  if (kind === 'changed') return drawChanged(draw, situated, name);
  if (kind === 'genesis') return drawGenesis(draw, situated, user);
  if (kind === 'malformed') return drawMalformed(draw, situated, name);
  const data = drawData(draw, situated, user);
  if (kind === 'mined wrong') {
    const [changes, note] = drawChanges(draw, world.block(name), situated.clocks[user]);
    return world.addBlock(name, data, changes, note);
  }
  const block = world.addBlock(name, data);
  tree.push(block);
  if (name === tips[user]) tips[user] = block;
  return block;
}

function drawData(draw: Draw, situated: Situated, user: number): Described {
  const { world, payments, tree } = situated;
  const coin = world.coin(draw(oneOf<UserName>('alice', 'bob', 'carol')));
  const kind = draw(oneOf('coin', 'coin', 'coin', 'payment', 'waiting', 'wrong', 'again'));
  if (kind === 'payment') return newPayment(draw, situated, user);
  if (kind === 'waiting' && payments.length > 0) {
    const name = draw(oneOf(...payments));
    return { transaction: world.cast[name] as Transaction, words: world.descriptions[name].words };
  }
  if (kind === 'wrong') return draw(oneOf(wrongCoin(coin), coinForNetwork(coin)));
  if (kind === 'again') {
    const name = draw(oneOf(...tree));
    return { transaction: world.block(name).data, words: `the transaction of ${name}` };
  }
  return coin;
}

function coinForNetwork({ transaction }: Described): Described {
  return { transaction: { ...transaction, to: NETWORK }, words: 'a coin for network' };
}

/** Draws fields of which a block differs from a valid block before it is mined. */
function drawChanges(draw: Draw, parent: Block, now: number): [Partial<Draft>, string] {
  const { index, timestamp, difficulty } = parent;
  const height = index + 1;
  return draw(
    oneOf<[Partial<Draft>, string]>(
      [{ timestamp }, 'as old as its parent'],
      [{ timestamp: Math.max(0, timestamp - 1) }, '1 ms older than its parent'],
      [{ timestamp: 0 }, 'of the year 1970'],
      [{ timestamp: aheadOf(now, 0) }, 'two minutes ahead of the clock'],
      [{ timestamp: aheadOf(now, 1) }, 'two minutes and 1 ms ahead of the clock'],
      [{ timestamp: Number.MAX_SAFE_INTEGER }, 'thousands of years ahead'],
      [{ index: height + 1 }, `but its index is ${height + 1}`],
      [{ index: Math.max(1, height - 1) }, `but its index is ${Math.max(1, height - 1)}`],
      [{ index: 0 }, 'but its index is 0'],
      [{ index: Number.MAX_SAFE_INTEGER }, 'but its index is 2^53 - 1'],
      [{ difficulty: difficulty + 1 }, 'with one bit more difficulty'],
      [{ difficulty: Math.max(0, difficulty - 1) }, `of difficulty ${Math.max(0, difficulty - 1)}`],
      [{ previousHash: NO_PARENT }, 'but its previousHash has 64 zeros'],
    ),
  );
}

/** @param ms how much further ahead than allowed */
function aheadOf(now: number, ms: number): number {
  return Math.max(0, now + MAX_FUTURE_MS + ms);
}

/** Draws a block that was changed after it was mined, or a block with its fields in other order. */
function drawChanged(draw: Draw, { world }: Situated, name: string): string {
  const block = world.block(name);
  const { data, hash, nonce, timestamp } = block;
  if (block.difficulty > 0 && block.index > 0 && draw(oneOf(true, false, false, false))) {
    return world.addChanged(name, withoutWork(block), 'with a different nonce and no work');
  }
  const first = hash.startsWith('0') ? 'f' : '0';
  const [change, note] = draw(
    oneOf<[Partial<Block>, string]>(
      [{}, 'with its fields, and those of its data, in another order'],
      [{ nonce: nonce + 1 }, 'with a different nonce and the old hash'],
      [{ timestamp: timestamp + 1 }, 'with a different time and the old hash'],
      [{ hash: first + hash.slice(1) }, 'with a different hash'],
      [{ data: { ...data, amount: data.amount + 1 } }, 'with a cent more and the old hash'],
      [
        { data: { ...data, id: `${data.id.slice(0, 60)}-x` } },
        'with a different id and the old hash',
      ],
    ),
  );
  return world.addChanged(name, inOtherOrder({ ...block, ...change }), note);
}

/** Draws our genesis block, or a block of index 0 that differs from it in one field. */
function drawGenesis(draw: Draw, { world, networks, tree }: Situated, user: number): string {
  const name = networks[user];
  const genesis = world.block(name);
  const { data, difficulty, timestamp } = genesis;
  const tip = world.block(tree[tree.length - 1]);
  const [value, note] = draw(
    oneOf<[Block, string]>(
      [genesis, 'with its fields, and those of its data, in another order'],
      [{ ...genesis, timestamp: timestamp + 1 }, 'with a different time'],
      [{ ...genesis, difficulty: difficulty + 1 }, 'with a different difficulty'],
      [{ ...genesis, nonce: 1 }, 'with the nonce 1'],
      [{ ...genesis, previousHash: tip.hash }, 'with a different previousHash'],
      [{ ...genesis, hash: tip.hash }, 'with a different hash'],
      [{ ...genesis, data: { ...data, amount: 1 } }, 'with one cent in its data'],
      [{ ...genesis, data: { ...data, id: 'Genesis' } }, 'with a different id in its data'],
      [{ ...genesis, data: { ...data, to: tip.hash } }, 'with a receiver in its data'],
      [{ ...genesis, data: { ...data, from: tip.hash } }, 'with a sender in its data'],
      [otherGenesis(genesis), 'of a different network'],
    ),
  );
  return world.addChanged(name, inOtherOrder(value), note);
}

function drawMalformed(draw: Draw, { world }: Situated, name: string): string {
  const block = world.block(name);
  const { hash, ...hashless } = block;
  const [value, note] = draw(
    oneOf<[unknown, string]>(
      [null, 'null instead of a block'],
      [[block], `a list with ${name}`],
      [hashless, `${name} without its hash`],
      [{ ...block, note: 'hello' }, `${name} with a field too many`],
      [{ ...block, hash: hash.toUpperCase() }, `${name} with its hash in capitals`],
      [{ ...block, data: null }, `${name} with null for its data`],
      [{ ...block, data: { ...block.data, note: 1 } }, `${name} with a field too many in its data`],
      [{ ...block, index: String(block.index) }, `${name} with its index as a text`],
      [{ ...block, index: -1 }, `${name} with the index -1`],
      [{ ...block, difficulty: 33 }, `${name} with the difficulty 33`],
    ),
  );
  return world.add('no block', value, { words: note });
}
