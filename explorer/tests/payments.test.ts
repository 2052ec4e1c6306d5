import type { Block } from '../../solution/supplied/types';
import {
  ALICE,
  BOB,
  CAROL,
  genesisBlock,
  mined,
  minedBlocks,
  payment,
} from '../../tests/support/blocks';
import type { SeenMessage } from '../channel/Updates';
import { DrawnTree } from '../page/model/DrawnTree';
import { PaymentBook } from '../page/model/PaymentBook';
import type { ShownPayment } from '../page/model/PaymentBook';
import { hashRates } from '../page/users/hashRates';

const genesis = genesisBlock();
const [first] = minedBlocks(genesis, 1, ALICE);
const paid = payment(ALICE, BOB, 40, genesis);

let tree: DrawnTree;
let book: PaymentBook;

beforeEach(() => {
  tree = new DrawnTree();
  book = new PaymentBook();
  add(genesis, first);
});

function add(...blocks: Block[]): void {
  for (const block of blocks) {
    tree.add({ block, seenAt: 0, code: null });
    book.addBlock(block, block.hash);
  }
}

function told(answer: SeenMessage['answer'], subject = paid.id): void {
  const [from, to] = [ALICE.address, BOB.address];
  const message = { type: 'transaction' as const, subject, height: null, from, to, at: 0, answer };
  book.addMessage({ id: `${subject} ${answer}`, ...message });
}

const shown = (): Partial<ShownPayment> | undefined => book.find(paid.id, tree);

it('a payment is unknown, then waiting, then paid, and gets deeper', () => {
  expect(shown()).toBeUndefined();
  told('ok');
  expect(shown()).toMatchObject({ state: 'waiting', amount: null, from: ALICE.address });
  const block = mined(first, paid);
  add(block);
  expect(shown()).toMatchObject({ state: 'paid', amount: 40, depth: 1 });
  add(...minedBlocks(block, 3, CAROL));
  expect(shown()).toMatchObject({ state: 'paid', depth: 4 });
});

it('a refused payment has its code, until a buyer takes it', () => {
  told('bad-signature');
  expect(shown()).toMatchObject({ state: 'refused', code: 'bad-signature' });
  told('ok');
  expect(shown()).toMatchObject({ state: 'waiting', code: null });
});

it('a payment whose block leaves the main chain is returned, and can be paid again', () => {
  const block = mined(first, paid);
  add(block);
  const others = minedBlocks(first, 2, CAROL);
  add(...others);
  expect(shown()).toMatchObject({ state: 'returned', depth: 0 });
  tree.markFollowed([block.hash]);
  expect(shown()).toMatchObject({ state: 'forked' });
  add(mined(others[1], paid));
  expect(shown()).toMatchObject({ state: 'paid', depth: 1 });
});

it('mined coins are no payments, and the list has a limit', () => {
  expect(book.list(tree)).toEqual([]);
  for (let i = 0; i < 1100; i++) told('ok', `id-${i}`);
  const all = book.list(tree);
  expect([all.length, all[0].id, all.at(-1)?.id]).toEqual([1000, 'id-1099', 'id-100']);
});

it('the hash rate is the work of a miner over the time of its blocks', () => {
  const blocks = minedBlocks(first, 10, BOB);
  add(...blocks);
  const seconds = ((tree.tip?.block.timestamp ?? 0) - first.timestamp) / 1000;
  const rates = hashRates(tree.main);
  expect(rates.get(BOB.address)).toBeCloseTo((10 * 2 ** genesis.difficulty) / seconds);
  expect(rates.get(ALICE.address)).toBeUndefined();
  expect(hashRates([]).size).toBe(0);
});
