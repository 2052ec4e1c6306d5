import { NotImplemented } from './supplied/NotImplemented';
import type { BlockMessage, OkReply, TransactionMessage } from './supplied/wire/messages';
import type { Endpoint } from './supplied/types';
import type { UserState } from './supplied/user/UserState';

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
  throw new NotImplemented('step10', 'handleMsg', 'exercises/10-handleMsg.md');
}
