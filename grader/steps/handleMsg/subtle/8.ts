// Sentence 7: chainChanged is called in a microtask and merged, so of two blocks handled at once only one call is left
import { isDeepStrictEqual } from 'node:util';
import { applyTransaction } from './ledger';
import { balanceOf } from './supplied/chain/balances';
import { blockOf, pushBlock, tip } from './supplied/chain/Chain';
import { checkShape, checkTransactionShape } from './supplied/chain/checkShape';
import { MAX_PENDING, NETWORK } from './supplied/constants';
import type { BlockMessage, OkReply, TransactionMessage } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Endpoint } from './supplied/types';
import type { UserState } from './supplied/user/UserState';
import { checkWork, validateBlock } from './validateBlock';

export async function handleMsg(
  user: UserState,
  message: BlockMessage | TransactionMessage,
  announcer?: Endpoint,
): Promise<OkReply> {
  if (message.type === 'block') takeBlock(user, message.block, announcer);
  else takePayment(user, message.transaction);
  return { type: 'ok' };
}

const told = new WeakSet<UserState>();

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
  validateBlock(block, parent, user.now());
  if (blockOf(chain, block.hash) !== undefined) return;
  if (parent !== tip(chain)) throw new Refusal('not-longest');
  pushBlock(chain, block);
  if (told.has(user)) return;
  told.add(user);
  queueMicrotask(() => {
    told.delete(user);
    user.chainChanged();
  });
}

function takePayment(user: UserState, candidate: unknown): void {
  const { chain, pending } = user;
  const payment = checkTransactionShape(candidate);
  if (payment.to !== user.address) throw new Refusal('bad-transaction', 'this is not ours to mint');
  if (payment.from === NETWORK)
    throw new Refusal('bad-transaction', 'coins are mined, not asked for');

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
    { ...chain.ledger, balances: new Map([[payment.from, spendable]]), transactions: new Map() },
    payment,
  );
  if (pending.length >= MAX_PENDING) throw new Refusal('busy');
  pending.push(payment);
  user.pendingChanged();
}
