import { setImmediate as letOthersWork } from 'node:timers/promises';
import { Draws } from '../../simulator/chance/Draws';
import { START_MS } from '../../simulator/clock/Timeline';
import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { Simulation } from '../../simulator/Simulation';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { Chain } from '../../solution/supplied/chain/Chain';
import type { Block, Transaction } from '../../solution/supplied/types';
import { batchMeans } from './batchMeans';
import { doubleSpendChance, nakamotoChance } from './formulas';
import type { Point, PointLab } from './PointLab';

/** The measured points: a share of the hashes, and how many confirmations the seller waits for. */
const POINTS = [
  { q: 0.1, waits: [1, 2, 3] },
  { q: 0.2, waits: [1, 2, 4] },
  { q: 0.3, waits: [1, 2, 5, 10] },
].flatMap(({ q, waits }) => waits.map((z) => ({ q, z })));

/** How often each attack is tried: so many batches of so many attacks. */
const [BATCHES, ATTACKS] = [20, 100];

/**
 * The attacker gives up when its branch is more blocks behind than this. From there, it would still
 * win with the chance (q / p) ^ 13. That is less than 2 in 100,000 at each measured point.
 */
const MOST_BEHIND = 12;

const SEED = 1;

/** The attacker's share in the questions, and the confirmations. */
const ASKED = { q: 0.3, z: 5 };

/** Lab D: an attacker with a secret branch pays with the same coin twice. */
export const payTwiceLab: PointLab = {
  title: 'Lab D: paying twice, against the formula',
  plan:
    'An attacker has a share q of all hashes. It secretly mines a block that pays its coin to a ' +
    'friend. Then it pays the same coin to a seller. The other miners work on the public chain, ' +
    'with the payment to the seller. The attacker works on its secret branch. After z confirmations ' +
    'the seller hands over the goods. From then on, the attacker publishes its branch as soon as ' +
    `the branch is longer. Each attack is tried ${BATCHES * ATTACKS} times.`,
  questions: {
    chance: {
      ask: `An attacker has ${ASKED.q * 100}% of the hashes. The seller waits for ${ASKED.z} confirmations. How often is the payment undone?`,
      choices: {
        rare: 'In less than 1 of 100 attacks',
        some: 'In 1 to 10 of 100',
        often: 'In 10 to 30 of 100',
        most: 'In more than 30 of 100',
      },
    },
    paper: {
      ask: 'The Bitcoin paper has a table of these chances. What do you find beside it?',
      choices: {
        exact: 'The table is exact',
        high: 'The true chance is lower: the paper is careful',
        low: 'The true chance is higher when the seller waits long',
      },
    },
  },
  axes: { x: 'confirmations', y: 'share of the attacks that succeed' },
  column: 'z',
  beside: ['Nakamoto'],
  curves: [0.1, 0.2, 0.3].map((q) => ({
    name: curveOf(q),
    places: Array.from({ length: 10 }, (_, i) => [i + 1, doubleSpendChance(q, i + 1)] as const),
  })),
  measure,
  answers: (points) => {
    const at = (z: number): number =>
      points.find(({ curve, x }) => curve === curveOf(ASKED.q) && x === z)?.measured ?? NaN;
    const chance = at(ASKED.z);
    const last = POINTS[POINTS.length - 1];
    return {
      chance: chance < 0.01 ? 'rare' : chance < 0.1 ? 'some' : chance < 0.3 ? 'often' : 'most',
      paper: at(last.z) > nakamotoChance(last.q, last.z) ? 'low' : 'high',
    };
  },
  meaning: [
    'Why does the attacker win every attack if it has more than half of all hashes?',
    'The seller waits for one hour, not for six blocks. Is that as good?',
    'Where does the Bitcoin paper leave the exact path, and in which direction does it err?',
  ],
  handout: 'exercises/labs/d-paying-twice.md',
};

function curveOf(q: number): string {
  return `q ${q}`;
}

async function* measure(program: SimulatedProgram): AsyncIterable<Point> {
  const world = new AttackWorld(program);
  for (const { q, z } of POINTS) {
    const shares: number[] = [];
    for (let batch = 0; batch < BATCHES; batch++) {
      // Without this, Ctrl-C would be noticed only at the end.
      await letOthersWork();
      let undone = 0;
      for (let i = 0; i < ATTACKS; i++) {
        if (await world.attack(q, z, `${q} ${z} ${batch} ${i}`)) undone++;
      }
      shares.push(undone / ATTACKS);
    }
    const beside = [nakamotoChance(q, z).toFixed(4)];
    yield {
      curve: curveOf(q),
      x: z,
      ...batchMeans(shares),
      theory: doubleSpendChance(q, z),
      beside,
    };
  }
}

/** A seller, an attacker and the public chain. Messages take no time. */
class AttackWorld {
  readonly #draws = new Draws(SEED);
  readonly #inside: Simulation['inside'];
  /** The public chain when the attack begins. */
  readonly #shared: Chain;
  /** The attacker's chain when the attack begins: one block more. */
  readonly #ahead: Chain;
  /** The payments of the same coin. */
  readonly #payments: { seller: Transaction; friend: Transaction };
  readonly #addresses: { attacker: string; seller: string; friend: string };
  #coins = 0;

  constructor(program: SimulatedProgram) {
    const simulation = new Simulation(program, { seed: SEED });
    const inside = simulation.inside;
    this.#inside = inside;
    const [attacker, seller, friend] = simulation.createKeys(3);
    const genesis = inside.createGenesisBlock(START_MS, 0);
    this.#addresses = {
      ...{ attacker: attacker.address, seller: seller.address, friend: friend.address },
    };
    this.#shared = inside.createChain(genesis);
    this.#append(this.#shared, this.#coin(attacker.address));
    const payment = (id: string, to: string): Transaction => {
      const order = { id, from: attacker.address, to, amount: REWARD };
      const unsigned = inside.makeTransaction(this.#shared.ledger, [], order);
      return inside.sign(unsigned, genesis.hash, attacker.privateKey);
    };
    this.#payments = {
      seller: payment('to-seller', seller.address),
      friend: payment('to-friend', friend.address),
    };
    this.#ahead = inside.copyChain(this.#shared);
    this.#append(this.#ahead, this.#payments.friend);
  }

  /**
   * Tries one attack. Returns true if the seller's chain has lost the payment at the end.
   *
   * @param q the attacker's share of the hashes
   * @param z how many confirmations the seller waits for
   * @param name the name of the attack's random values
   */
  async attack(q: number, z: number, name: string): Promise<boolean> {
    const { handleMsg, catchUp, adoptBranch, copyChain, tip } = this.#inside;
    const chain = copyChain(this.#shared);
    const secret = copyChain(this.#ahead);
    const fork = tip(chain).index;
    const seller = this.#userOf(chain);
    for (let step = 0; ; step++) {
      const confirmations = tip(chain).index - fork;
      const lead = tip(secret).index - tip(chain).index;
      if (confirmations >= z && lead > 0) break;
      if (lead < -MOST_BEHIND) return false;
      if (this.#draws.unit(`${name} ${step}`) < q) {
        this.#append(secret, this.#coin(this.#addresses.attacker));
      } else {
        const data =
          confirmations === 0 ? this.#payments.seller : this.#coin(this.#addresses.seller);
        await handleMsg(seller, { type: 'block', block: this.#mine(tip(chain), data) });
      }
    }
    await catchUp({
      chain,
      ask: (from, limit) => {
        const blocks = secret.blocks.slice(from, from + limit);
        return Promise.resolve({ type: 'chain', blocks, height: tip(secret).index });
      },
      adopt: (branch) => adoptBranch(chain, branch, START_MS),
    });
    const { transactions } = chain.ledger;
    return (
      !transactions.has(this.#payments.seller.id) && transactions.has(this.#payments.friend.id)
    );
  }

  #userOf(chain: Chain): Parameters<Simulation['inside']['handleMsg']>[0] {
    const nothing = (): void => undefined;
    return {
      ...{ address: this.#addresses.seller, chain, pending: [], now: () => START_MS },
      ...{ chainChanged: nothing, pendingChanged: nothing, fetchLater: nothing },
    };
  }

  #append(chain: Chain, data: Transaction): void {
    this.#inside.appendBlock(chain, this.#mine(this.#inside.tip(chain), data), START_MS);
  }

  #mine(parent: Block, data: Transaction): Block {
    const block = this.#inside.mine(this.#inside.nextBlock(parent, data, START_MS), () => true);
    if (block === null) throw new Error('mine gave up, but it was told to go on');
    return block;
  }

  #coin(to: string): Transaction {
    return { id: `coin-${++this.#coins}`, from: NETWORK, to, amount: REWARD, signature: '' };
  }
}
