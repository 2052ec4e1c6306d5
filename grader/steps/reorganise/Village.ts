import { types } from 'node:util';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Address, Block, Transaction } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { show, showArgument } from '../../harness/parent/suite/show';
import { coin, genesisBlock, mint } from '../support/grow';
import { equals } from '../support/equals';
import { keysOf, signed } from '../support/keys';

/** So many of a list are told. */
const MOST_TOLD = 12;

/** Some people who mine and pay on a network of their own. */
export class Village {
  readonly genesis: Block;
  private readonly people = new Map<string, Keys>();
  private readonly names = new Map<Address, string>();
  private readonly told = new Map<string, Transaction>();

  constructor(random: Random) {
    this.genesis = genesisBlock(random);
    for (const name of ['alice', 'bob', 'carol']) {
      const keys = keysOf(random.hex(64));
      this.people.set(name, keys);
      this.names.set(keys.address, name);
    }
  }

  /**
   * Makes a transaction, or gives the one that was made of the same words before.
   *
   * @param words `a1: alice mines` or `p1: alice pays bob 60`, in cents
   */
  transaction(words: string): Transaction {
    const made = this.told.get(words) ?? this.make(words);
    this.told.set(words, made);
    return made;
  }

  /** Good blocks on top of one another, each with a transaction. */
  mint(parent: Block, story: readonly string[]): Block[] {
    return mint(
      parent,
      story.map((words) => this.transaction(words)),
    );
  }

  /** The ids of the transactions in a list, or in a list of blocks, that a submission returned. */
  idsIn(list: unknown): string {
    if (!Array.isArray(list)) return show(list);
    const ids = list.slice(0, MOST_TOLD).map((each) => this.idOf(each));
    if (list.length > MOST_TOLD) ids.push(`… (${list.length})`);
    return ids.join(', ') || 'nothing';
  }

  /** Who owns what, in cents: `alice 40, bob 60`. */
  balancesIn(balances: unknown): string {
    if (!types.isMap(balances)) return `balances that are no Map: ${show(balances)}`;
    const entries = [...balances].map(
      ([address, cents]) => `${this.names.get(String(address)) ?? show(address)} ${show(cents)}`,
    );
    return entries.sort().join(', ') || 'nobody';
  }

  private make(words: string): Transaction {
    const [, id, from, to, amount] = /^(\S+): (\S+) (?:mines|pays (\S+) (\d+))$/.exec(words) ?? [];
    const { address, privateKey } = this.person(from);
    if (to === undefined) return coin(id, address);
    const payment = { id, from: address, to: this.person(to).address, amount: Number(amount) };
    return signed(payment, this.genesis.hash, privateKey);
  }

  private person(name: string): Keys {
    const keys = this.people.get(name);
    if (keys === undefined) throw new Error(`nobody is called ${name}`);
    return keys;
  }

  private idOf(item: unknown): string {
    const { data } = Object(item) as { data?: unknown };
    const known = [...this.told.values()].find((each) => equals(each, data ?? item));
    return known?.id ?? showArgument(item);
  }
}
