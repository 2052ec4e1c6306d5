import { MAX_FUTURE_MS, NETWORK } from '../../../../solution/supplied/constants';
import type { Block, Transaction } from '../../../../solution/supplied/types';
import { withoutWork } from '../../support/sampleBlocks';
import type { Happening, Receiver } from '../channel/MessageStory';
import { EPOCH, MessageWorld, USERS, wrongCoin } from './MessageWorld';
import type { PaymentOrder } from './MessageWorld';
import { receiverOf } from './receiverOf';
import type { ToldWorld } from './ToldWorld';

/**
 * Returns a story for each reason to refuse a message, and for messages that are not refused. Each
 * message comes before each of its kin: messages that differ from it in one field. Then both come
 * at once. So what a file keeps of one message must not decide about another.
 */
export function kinStories(seed: number): ToldWorld {
  const world = new MessageWorld();
  const bob = receiverOf(world, 'bob', EPOCH + seed);
  const families = [...paymentFamilies(world, bob), ...blockFamilies(world, bob)];
  return world.tell(
    families.map(({ first, kin }) => ({
      users: [bob],
      lines: kin
        .flatMap((other) => [[first], [other], [first, other]])
        .map((line) => line.map((event) => ({ ...event, user: 0 }))),
    })),
  );
}

/** A message, and its kin. What can change something comes last. */
interface Family {
  first: Happening;
  kin: Happening[];
}

function paymentFamilies(world: MessageWorld, { blocks }: Receiver): Family[] {
  const good: PaymentOrder = { from: 'alice', to: 'bob', amount: 40 };
  const takenId = world.block(blocks[1]).data.id;
  const orders: PaymentOrder[] = [
    good,
    { ...good, amount: 0 },
    { ...good, amount: 101 },
    { ...good, to: 'carol' },
    { ...good, from: 'bob' },
    { ...good, signer: 'carol' },
    { ...good, id: takenId },
  ];
  return orders.map((order) => {
    const { transaction, words } = world.payment(order);
    const first = world.addPayment({ transaction, words });
    const again = { ...good, id: transaction.id };
    return {
      first: { payment: first },
      kin: [
        ...paymentKin(world, first),
        { payment: world.addPayment(world.payment({ ...again, amount: 101 })) },
        { payment: world.addPayment(world.payment({ ...again, from: 'carol' })) },
        { payment: world.addPayment(world.payment(again)) },
      ],
    };
  });
}

/** Returns payments that differ from this one in one field, and have its signature. */
export function paymentKin(world: MessageWorld, name: string): Happening[] {
  const payment = world.cast[name] as Transaction;
  const { id, from, to, amount, signature } = payment;
  const [alice, bob, carol] = [USERS.alice, USERS.bob, USERS.carol].map(({ address }) => address);
  const changes: Array<[Partial<Transaction>, string]> = [
    [{ id: `${id}-x` }, 'with a different id'],
    [{ amount: amount === 10 ? 11 : 10 }, 'with a different amount'],
    [{ from: from === carol ? alice : carol }, 'from a different sender'],
    [{ to: to === bob ? carol : bob }, 'to a different user'],
    [{ signature: '' }, 'with an empty signature'],
    [{ signature: signature.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) }, LAST_DIGIT],
    [{ from: NETWORK }, 'from network'],
  ];
  return changes.map(([change, note]) => ({
    payment: world.addChanged(name, { ...payment, ...change }, note),
  }));
}

const LAST_DIGIT = 'with a different last digit in its signature';

function blockFamilies(world: MessageWorld, { blocks, now }: Receiver): Family[] {
  const [, first, second] = blocks;
  const order: PaymentOrder = { from: 'alice', to: 'bob', amount: 40 };
  const coin = world.coin('bob');
  const late = { timestamp: now + MAX_FUTURE_MS + 1 };
  const lacking = world.addBlock(second, world.coin('carol'), {}, 'which bob lacks');
  const good = world.addBlock(second, coin);
  const firsts = [
    good,
    world.addChanged(good, withoutWork(world.block(good)), 'with a different nonce and no work'),
    world.addBlock(second, coin, late, 'more than two minutes ahead'),
    world.addBlock(second, coin, { difficulty: 5 }, 'with one bit more difficulty'),
    world.addBlock(second, wrongCoin(coin)),
    world.addBlock(second, world.payment({ ...order, amount: 101 })),
    world.addBlock(second, world.payment({ ...order, signer: 'carol' })),
    world.addBlock(second, { ...coin, transaction: world.block(first).data }),
    world.addBlock(first, coin),
    world.addBlock(lacking, coin),
  ];
  return firsts.map((name) => ({ first: { block: name, from: FROM }, kin: blockKin(world, name) }));
}

const FROM = { host: '127.0.0.1', port: 6001 };

/** Returns blocks that differ from this one in one field. The last ones are mined again. */
function blockKin(world: MessageWorld, name: string): Happening[] {
  const block = world.block(name);
  const { index, timestamp, difficulty, nonce, data } = block;
  const { parent = 'genesis' } = world.descriptions[name];
  const { hash } = world.block('genesis');
  const changes: Array<[Partial<Block>, string]> = [
    [{ index: index + 1 }, 'with a different index and the old hash'],
    [{ timestamp: timestamp - 1 }, 'with a different time and the old hash'],
    [{ previousHash: hash }, 'with genesis as its parent and the old hash'],
    [{ difficulty: 9 - difficulty }, 'with a different difficulty and the old hash'],
    [{ nonce: nonce + 1 }, 'with a different nonce and the old hash'],
    [{ data: { ...data, id: `${data.id}-x` } }, 'with a different id and the old hash'],
    [{ data: { ...data, to: USERS.alice.address } }, 'with a different receiver and the old hash'],
    [{ hash }, 'with the hash of genesis'],
  ];
  const again = { transaction: data, words: `the transaction of ${name}` };
  const mined = [
    world.addBlock(parent, again, { timestamp: block.timestamp + 1 }, 'mined 1 ms later'),
    world.addBlock(parent, world.coin('bob', data.id)),
  ];
  return [
    ...changes.map(([change, note]) => world.addChanged(name, { ...block, ...change }, note)),
    ...mined,
  ].map((kin) => ({ block: kin, from: FROM }));
}
