// Sentence 13 (and 7): the callbacks run in a microtask and are merged, so of two payments (or blocks) handled at once only one call of pendingChanged (chainChanged) is left
import { isDeepStrictEqual } from 'node:util';
import { applyTransaction } from './ledger';
import { balanceOf } from './supplied/chain/balances';
import { appendBlock, blockOf, tip } from './supplied/chain/Chain';
import { checkShape, checkTransactionShape } from './supplied/chain/checkShape';
import { MAX_PENDING, NETWORK } from './supplied/constants';
import type { BlockMessage, OkReply, TransactionMessage } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Endpoint } from './supplied/types';
import type { UserState } from './supplied/user/UserState';
import { checkWork, validateBlock } from './validateBlock';

/**
 * Handles every announcement of other users: a block for our chain, or a payment for us to mint.
 *
 * @step 10
 */
export async function handleMsg(
  user: UserState,
  message: BlockMessage | TransactionMessage,
  announcer?: Endpoint,
): Promise<OkReply> {
  if (message.type === 'block') takeBlock(user, message.block, announcer);
  else takePayment(user, message.transaction);
  return { type: 'ok' };
}

function takeBlock(user: UserState, candidate: unknown, announcer?: Endpoint): void {
  const { chain } = user;
  const block = checkShape(candidate);
  const genesis = chain.blocks[0];
  if (block.index === 0) {
    if (!isDeepStrictEqual(block, genesis)) throw new Refusal('bad-genesis');
    return;
  }
  const parent = blockOf(chain, block.previousHash);
  if (parent === undefined) {
    checkWork(block, genesis.difficulty);
    user.fetchLater(announcer);
    throw new Refusal('unknown-parent');
  }
  const now = user.now();
  validateBlock(block, parent, now);
  if (blockOf(chain, block.hash) !== undefined) return;
  if (parent !== tip(chain)) throw new Refusal('not-longest');
  appendBlock(chain, block, now);
  tellSoon(user, 'chainChanged');
}

function takePayment(user: UserState, candidate: unknown): void {
  const { address, chain, pending } = user;
  const payment = checkTransactionShape(candidate);
  if (payment.to !== address || payment.from === NETWORK) throw new Refusal('bad-transaction');

  const known =
    chain.ledger.transactions.get(payment.id) ?? pending.find(({ id }) => id === payment.id);
  if (known !== undefined) {
    if (!isDeepStrictEqual(known, payment)) throw new Refusal('duplicate-transaction');
    return;
  }
  const owed = pending
    .filter(({ from }) => from === payment.from)
    .reduce((sum, { amount }) => sum + amount, 0);
  const spendable = Math.max(0, balanceOf(chain.ledger, payment.from) - owed);
  applyTransaction(
    {
      genesis: chain.ledger.genesis,
      balances: new Map([[payment.from, spendable]]),
      transactions: new Map(),
    },
    payment,
  );
  if (pending.length >= MAX_PENDING) throw new Refusal('busy');
  pending.push(payment);
  tellSoon(user, 'pendingChanged');
}

type News = 'chainChanged' | 'pendingChanged';

const untold = new WeakMap<UserState, Set<News>>();

/** Tells the user's miner once we are out of here: it must not start in the middle of our work. */
function tellSoon(user: UserState, news: News): void {
  const waiting = untold.get(user) ?? new Set<News>();
  if (waiting.has(news)) return;
  untold.set(user, waiting.add(news));
  queueMicrotask(() => {
    waiting.delete(news);
    user[news]();
  });
}
