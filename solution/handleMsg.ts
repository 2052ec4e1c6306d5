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
 * Handles everything that others announce: a block for our chain, or a payment for us to mint.
 *
 * There is no `await` between reading the chain and changing it. During an `await` other messages
 * are handled, and what was true before it may be false after it. And we ask a peer nothing before
 * it has our answer: it may be waiting for that.
 *
 * - A **block** is `ok` if it is on our chain now: one that we have just added or had before, genesis
 *   included. On a parent below our tip it is `not-longest`. If we lack its parent and it shows real
 *   work, it is `unknown-parent`, and later we fetch the missing blocks from the announcer.
 * - A **payment** is `ok` once it waits in `pending` to be minted. If exactly this payment waits or
 *   is minted already, it is `ok` too, no matter how many others wait. A new payment must be ours
 *   to mint and follow the ledger's rules. Its sender must own its amount in addition to all that
 *   waits from the same sender.
 *
 * @param announcer where the sender of a block listens, if the message says so
 * @throws Refusal, which becomes the answer `rejected`: the code of the rule that is broken,
 *   `bad-genesis`, `unknown-parent`, `not-longest`, or `busy` if `MAX_PENDING` payments wait
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
  // The ledger's own rules, on a ledger that holds only what the sender can still spend.
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
