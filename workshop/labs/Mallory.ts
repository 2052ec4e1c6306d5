import { broadcast } from '../../solution/broadcast';
import { nextBlock } from '../../solution/createGenesisBlock';
import { mine } from '../../solution/mine';
import { sign } from '../../solution/signatures';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import { createKeys } from '../../solution/supplied/chain/keys';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Block, Transaction } from '../../solution/supplied/types';
import type { User } from '../../solution/User';
import { readyOf, viewOf } from './LabNetwork';
import { check } from './say';

/** A seller who is no user but only a key pair and a socket, and so does what no user would. */
export class Mallory {
  readonly #keys = createKeys();
  readonly address = this.#keys.address;

  /** Mines a coin on top of everybody's newest block, and announces it as any miner does. */
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
    if (block === null) throw new Error('mining was called off');
    const peers = users.map((user) => readyOf(user));
    const deliveries = await broadcast({ type: 'block', block }, peers, this.address);
    check(
      "everybody takes mallory's block",
      deliveries.every((delivery) => 'reply' in delivery && delivery.reply.type === 'ok'),
    );
    return block;
  }

  /** Promises her coin to a buyer, whatever she has promised to others. */
  async pay(buyer: User, id: string): Promise<Transaction> {
    const { address, genesis } = readyOf(buyer);
    const promise = { id, from: this.address, to: address, amount: REWARD, signature: '' };
    const transaction = sign(promise, genesis, this.#keys.privateKey);
    const reply = await tcpClient(readyOf(buyer), { type: 'transaction', transaction });
    const isTaken = (reply as { type?: unknown } | null)?.type === 'ok';
    check(`${buyer.options.name} takes mallory's payment`, isTaken);
    return transaction;
  }
}
