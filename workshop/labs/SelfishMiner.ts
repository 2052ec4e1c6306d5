import type { Simulation } from '../../simulator/Simulation';
import type { SimulatedUser } from '../../simulator/users/SimulatedUser';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { Chain } from '../../solution/supplied/chain/Chain';
import type { Block, Branch } from '../../solution/supplied/types';
import type { UserServer } from '../../solution/supplied/user/UserServer';

/**
 * A user that withholds its blocks. Towards the others, it is an ordinary user that finds no blocks:
 * its server follows the public chain. It mines on a chain of its own, and publishes these blocks
 * only when the public chain comes near.
 *
 * In the paper, the miner also publishes single blocks while it is far ahead. That changes no
 * revenue, because the blocks of the others are lost anyway.
 */
export class SelfishMiner {
  #secret: Chain | undefined;
  /** True while the others choose between two branches of the same length. */
  #isRacing = false;
  #coins = 0;

  constructor(
    private readonly simulation: Simulation,
    private readonly user: SimulatedUser,
  ) {}

  /** The user's own server, which shows the public chain. */
  get #server(): UserServer {
    if (this.user.server === undefined) throw new Error('the selfish miner has not started');
    return this.user.server;
  }

  /** The public chain, with the miner's own blocks on top. */
  get #chain(): Chain {
    return (this.#secret ??= this.simulation.inside.copyChain(this.#server.chain));
  }

  /** Finds a block, and keeps it secret. During a race, it decides the race. */
  find(): void {
    const { appendBlock, mine, nextBlock, tip } = this.simulation.inside;
    const { address } = this.#server;
    const id = `selfish-${++this.#coins}`;
    const coin = { id, from: NETWORK, to: address, amount: REWARD, signature: '' };
    const block = mine(nextBlock(tip(this.#chain), coin, this.#server.now()), () => true);
    appendBlock(this.#chain, block, this.#server.now());
    if (this.#isRacing) this.#publishAll();
  }

  /** Must be called after the public chain has changed. */
  react(): void {
    const { adoptBranch, tip } = this.simulation.inside;
    const open = this.#server.chain;
    const lead = tip(this.#chain).index - tip(open).index;
    if (lead < 0) {
      this.#isRacing = false;
      adoptBranch(this.#chain, branchAfterFork(open, this.#chain), this.#server.now());
    } else if (lead === 0 && tip(this.#chain).hash !== tip(open).hash) {
      this.#isRacing = true;
      this.#announce(tip(this.#chain));
    } else if (lead === 1) {
      this.#publishAll();
    }
  }

  /** Publishes all secret blocks. They are the longest chain. */
  #publishAll(): void {
    const { adoptBranch, tip } = this.simulation.inside;
    this.#isRacing = false;
    const open = this.#server.chain;
    adoptBranch(open, branchAfterFork(this.#chain, open), this.#server.now());
    this.#server.chainChanged();
    this.#announce(tip(open));
  }

  /** Sends a block to all others. Who lacks its parent fetches the chain from our server. */
  #announce(block: Block): void {
    const { port } = this.user.endpoint;
    const peers = this.simulation.users.flatMap(({ server, endpoint, name }) =>
      server === undefined ? [] : [{ ...endpoint, name, address: server.address }],
    );
    const message = { type: 'block', block, port } as const;
    void this.simulation.inside.broadcast(message, peers, this.#server.address);
  }
}

/** Returns the blocks of a chain that another chain lacks. */
function branchAfterFork(chain: Chain, other: Chain): Branch {
  let fork = Math.min(chain.blocks.length, other.blocks.length) - 1;
  while (chain.blocks[fork].hash !== other.blocks[fork].hash) fork--;
  return chain.blocks.slice(fork + 1);
}
