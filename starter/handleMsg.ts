import { NotImplemented } from './supplied/NotImplemented';
import type { BlockMessage, OkReply, TransactionMessage } from './supplied/wire/messages';
import type { Endpoint } from './supplied/types';
import type { UserState } from './supplied/user/UserState';

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
  throw new NotImplemented('step10', 'handleMsg', 'exercises/10-handleMsg.md');
}
