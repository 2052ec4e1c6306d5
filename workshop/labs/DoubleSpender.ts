import { broadcast } from '../../solution/broadcast';
import { nextBlock } from '../../solution/createGenesisBlock';
import { mine } from '../../solution/mine';
import { sign } from '../../solution/signatures';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import { createKeys } from '../../solution/supplied/chain/keys';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Block, Transaction } from '../../solution/supplied/types';
import type { User } from '../../solution/User';
import { mustHold } from './LabScript';
import { readyOf, viewOf } from './LabNetwork';

/**
 * Mallory, a seller with only keys and a socket. She does not run the code of a user, so she can
 * pay twice with one coin.
 */
export class DoubleSpender {
  readonly #keys = createKeys();
  readonly address = this.#keys.address;

  /** Mines a coin on the newest block of all users. Announces the block, and returns it. */
  async mineCoin(users: readonly User[]): Promise<Block> {
    const { blocks } = await viewOf(users[0]);
    const coin = {
      id: 'coin-of-mallory',
      from: NETWORK,
      to: this.address,
      amount: REWARD,
      signature: '',
    };
    const draft = nextBlock(blocks[blocks.length - 1], coin, Date.now());
    const block = mine(draft, () => true);
    if (block === null) throw new Error('mining was stopped');
    const peers = users.map((user) => readyOf(user));
    const deliveries = await broadcast({ type: 'block', block }, peers, this.address);
    mustHold(
      "all users accept mallory's block",
      deliveries.every((delivery) => 'reply' in delivery && delivery.reply.type === 'ok'),
    );
    return block;
  }

  /**
   * Pays a buyer with mallory's coin, even if she has already spent this coin. Returns the payment.
   */
  async pay(buyer: User, id: string): Promise<Transaction> {
    const { address, genesis } = readyOf(buyer);
    const promise = { id, from: this.address, to: address, amount: REWARD, signature: '' };
    const transaction = sign(promise, genesis, this.#keys.privateKey);
    const reply = await tcpClient(readyOf(buyer), { type: 'transaction', transaction });
    const isAccepted = (reply as { type?: unknown } | null)?.type === 'ok';
    mustHold(`${buyer.options.name} accepts mallory's payment`, isAccepted);
    return transaction;
  }
}
