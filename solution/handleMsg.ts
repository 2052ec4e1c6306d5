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

/**
 * The one entrance for what others announce: a block for our chain, a payment for us to mint.
 *
 * Between looking at the chain and changing it there is no `await`: at each one, other messages are
 * handled, and what was true before may not be so after. And a peer is never asked anything before
 * it has its answer, for it may be waiting for ours.
 *
 * - A **block** is `ok` if it is on our chain now, or was already, genesis included. On a parent below
 *   our tip it is `not-longest`. If we lack its parent and it shows real work, it is `unknown-parent`, and we
 *   fetch what is missing later, from the announcer.
 * - A **payment** is `ok` once it waits in `pending` to be minted, and also if just this payment waits
 *   or is minted already, however much else waits. A new one must be ours to mint and follow the
 *   ledger's rules, and its sender must own the amount besides all that waits from the same sender.
 *
 * @param announcer where the sender of a block listens, if it said so
 * @throws Refusal, which becomes the answer `rejected`: the code of whatever rule is broken,
 *   `bad-genesis`, `unknown-parent`, `not-longest`, or `busy` with `MAX_PENDING` payments waiting
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
  validateBlock(block, parent, user.now());
  if (blockOf(chain, block.hash) !== undefined) return;
  if (parent !== tip(chain)) throw new Refusal('not-longest');
  pushBlock(chain, block);
  user.chainChanged();
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
  // The ledger's own rules, tried on a ledger that holds nothing but what the sender can still spend.
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
