import { NotImplemented } from './supplied/NotImplemented';
import type { BlockMessage, OkReply, TransactionMessage } from './supplied/wire/messages';
import type { Endpoint } from './supplied/types';
import type { UserState } from './supplied/user/UserState';

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
  throw new NotImplemented('step10', 'handleMsg', 'exercises/10-handleMsg.md');
}
