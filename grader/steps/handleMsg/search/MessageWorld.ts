import { NETWORK, REWARD } from '../../../../solution/supplied/constants';
import { createGenesisBlock } from '../../../../solution/createGenesisBlock';
import type { Keys } from '../../../../solution/supplied/chain/keys';
import type { Block, Draft, Transaction } from '../../../../solution/supplied/types';
import { PEOPLE } from '../../support/people';
import { blockOn, coin } from '../../support/sampleBlocks';
import { keysOf, signed } from '../../support/sampleKeys';
import type { MessageStory } from '../channel/MessageStory';
import type { Description, ToldWorld } from './ToldWorld';

/** The users in the stories. Dora owns nothing, and receives no messages. */
export const USERS = { ...PEOPLE, dora: keysOf('d'.repeat(64)) } as const;

/** The time of the first genesis block: November 2023. */
export const EPOCH = 1_700_000_000_000;

export type UserName = keyof typeof USERS;

/** A transaction, with words that describe it to students. */
export interface Described {
  transaction: Transaction;
  words: string;
}

/** A payment that a story asks for. Missing fields have their defaults. */
export interface PaymentOrder {
  from: UserName;
  to: UserName | typeof NETWORK;
  amount: number;
  id?: string;
  /** The user that signs. The default is the sender. */
  signer?: UserName;
  /** The name of the genesis block for which it is signed. */
  of?: string;
}

/** The blocks and payments of a story, each with a name, and with words for students. */
export class MessageWorld {
  readonly cast: Record<string, unknown> = {};
  readonly descriptions: Record<string, Description> = {};
  #transactions = 0;
  #payments = 0;

  /** Returns stories of this world as plain data. */
  tell(stories: readonly MessageStory[]): ToldWorld {
    return { cast: this.cast, descriptions: this.descriptions, stories };
  }

  /** Adds the genesis block of a network. Returns its name. */
  addGenesis(timestamp: number, difficulty: number): string {
    const words = `difficulty ${difficulty}, time ${timestamp}`;
    return this.add('genesis', createGenesisBlock(timestamp, difficulty), { words });
  }

  /** Adds a value to the cast. Returns its name, which gets a mark if it is taken. */
  add(name: string, value: unknown, description: Description, mark = markOf): string {
    let free = name;
    for (let i = 2; free in this.cast; i++) free = `${name}${mark(i)}`;
    this.cast[free] = value;
    this.descriptions[free] = description;
    return free;
  }

  /** Returns the block with this name. */
  block(name: string): Block {
    return this.cast[name] as Block;
  }

  /** Returns a new coin. */
  coin(to: UserName, id = this.#newId('coin')): Described {
    const transaction = coin(id, USERS[to].address);
    return { transaction, words: `a coin for ${to}, id '${id}'` };
  }

  /** Returns a new payment. */
  payment(order: PaymentOrder): Described {
    const { from, to, amount, id = this.#newId('pay'), signer = from, of = 'genesis' } = order;
    const unsigned = {
      id,
      from: USERS[from].address,
      to: to === NETWORK ? NETWORK : USERS[to].address,
      amount,
    };
    const { hash } = this.block(of);
    const { privateKey }: Keys = USERS[signer];
    const by = signer === from ? '' : `, signed by ${signer}`;
    const elsewhere = of === 'genesis' ? '' : `, signed for ${of}`;
    const words = `${amount} cents from ${from} to ${to}, id '${id}'${by}${elsewhere}`;
    return { transaction: signed(unsigned, hash, privateKey), words };
  }

  /** Adds a payment to the cast. Returns its name. */
  addPayment({ transaction, words }: Described): string {
    return this.add(`payment ${++this.#payments}`, transaction, { words });
  }

  /**
   * Adds a mined block to the cast. Returns its name.
   *
   * @param changes fields of which the block differs from a valid block; it is mined with these
   * @param note describes the changes to students
   */
  addBlock(
    parent: string,
    { transaction, words }: Described,
    changes: Partial<Draft> = {},
    note = '',
  ): string {
    const block = blockOn(this.block(parent), transaction, changes);
    return this.add(`block ${this.block(parent).index + 1}`, block, {
      words: `${words}${note && `; ${note}`}`,
      parent,
    });
  }

  /** Adds a changed form of a member of the cast. Returns its name, such as `block 3'`. */
  addChanged(of: string, value: unknown, words: string): string {
    const { parent } = this.descriptions[of];
    return this.add(`${of}'`, value, { words, of, parent }, (count) => "'".repeat(count - 1));
  }

  /** Adds valid blocks, each on the one before. Returns their names. */
  addBranch(parent: string, transactions: readonly Described[]): string[] {
    const names: string[] = [];
    for (const one of transactions) names.push(this.addBlock(names.at(-1) ?? parent, one));
    return names;
  }

  #newId(what: string): string {
    return `${what}-${++this.#transactions}`;
  }
}

/** A coin of another amount than the reward. */
export function wrongCoin({ transaction, words }: Described): Described {
  const amount = 2 * REWARD;
  return { transaction: { ...transaction, amount }, words: `${words}, of ${amount} cents` };
}

/** Marks the blocks of one height: `block 3`, `block 3b`, `block 3c`. */
function markOf(count: number): string {
  return count <= 26 ? String.fromCharCode(96 + count) : `-${count}`;
}
