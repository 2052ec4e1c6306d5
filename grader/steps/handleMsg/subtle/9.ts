// Sentence 11: after a well-signed payment was refused with insufficient-funds or busy, its signature counts as good for another id or amount
import { isDeepStrictEqual } from 'node:util';
import { applyTransaction, makeTransaction } from './ledger';
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
  user.chainChanged();
}

const vouchers = new Set<string>();

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
  const trial = {
    ...chain.ledger,
    balances: new Map([[payment.from, spendable]]),
    transactions: new Map(),
  };
  const voucher = `${payment.from} ${payment.signature}`;
  if (vouchers.has(voucher)) {
    makeTransaction(trial, [], payment);
  } else {
    try {
      applyTransaction(trial, payment);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'insufficient-funds') vouchers.add(voucher);
      throw error;
    }
  }
  if (pending.length >= MAX_PENDING) {
    vouchers.add(voucher);
    throw new Refusal('busy');
  }
  pending.push(payment);
  user.pendingChanged();
}
