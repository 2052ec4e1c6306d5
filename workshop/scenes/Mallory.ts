import { nextBlock } from '../../solution/createGenesisBlock';
import { mine } from '../../solution/mine';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { Keys } from '../../solution/supplied/chain/keys';
import { createKeys } from '../../solution/supplied/chain/keys';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Block, Endpoint, Transaction } from '../../solution/supplied/types';

/** Mallory has keys and opens sockets. She is not a user, so no rule binds her. */
export class Mallory {
  readonly keys: Keys = createKeys();
  readonly address = this.keys.address;
  #coins = 0;

  /** Returns a coin from the network for mallory, with a new id. */
  coin(amount = REWARD): Transaction {
    const id = `coin-of-mallory-${++this.#coins}`;
    return { id, from: NETWORK, to: this.address, amount, signature: '' };
  }

  /** Does the work for a block on top of `parent`. The transaction can be invalid. */
  work(parent: Block, data: Transaction): Block {
    const block = mine(nextBlock(parent, data, Date.now()), () => true);
    if (block === null) throw new Error('mining was cancelled');
    return block;
  }

  /** Announces a block to a user. Returns `ok`, or the code of the refusal. */
  async announce(to: Endpoint, block: Block): Promise<string> {
    const reply = (await tcpClient(to, { type: 'block', block })) as Record<string, unknown>;
    return String(reply.type === 'rejected' ? reply.code : reply.type);
  }
}
