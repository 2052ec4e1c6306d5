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
 * Handles every announcement of other users: a block for our chain, or a payment for us to mint.
 *
 * There is no `await` between reading the chain and changing the chain. During an `await`, other
 * messages are handled, so a fact that was true before can be false afterwards. We ask a peer only
 * after the peer has our answer, because the peer can be waiting for that answer.
 *
 * - A **block** is `ok` if the block is on our chain now. We have just added it, or it was there
 *   already, like our genesis block. If its parent is below our tip, the block is `not-longest`. If
 *   we lack its parent and the block shows real work, the block is `unknown-parent`. Then we later
 *   fetch the missing blocks from the announcer.
 * - A **payment** is `ok` after we have added it to `pending`, where it waits to be minted. If
 *   exactly this payment waits or is minted already, it is `ok` too, even if `pending` is full. A
 *   new payment must be ours to mint and must follow the ledger's rules. Its sender must own the
 *   amounts of the new payment and of all its waiting payments together.
 *
 * @param announcer the endpoint on which the sender of a block listens, if the message names it
 * @throws Refusal, which becomes the answer `rejected`. The code belongs to the broken rule, or is
 *   `bad-genesis`, `unknown-parent` or `not-longest`. It is `busy` if `MAX_PENDING` payments wait
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
  // This checks the ledger's rules on a temporary ledger. On that ledger, the sender owns its
  // balance less its waiting payments.
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
