import { types } from 'node:util';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Address, Block, Transaction } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { show, showArgument, wordOf } from '../../harness/parent/suite/show';
import { coin, genesisBlock, mint } from '../support/sampleBlocks';
import { equals } from '../../harness/parent/suite/equals';
import { keysOf, signed } from '../support/sampleKeys';

/** The maximum number of list items that a failure shows. */
const MOST_SHOWN = 12;

/**
 * Transactions of alice, bob and carol on one network. They are made from words. Failures show
 * their ids.
 */
export class SampleTransactions {
  readonly genesis: Block;
  private readonly keys = new Map<string, Keys>();
  private readonly names = new Map<Address, string>();
  private readonly made = new Map<string, Transaction>();

  constructor(random: Random) {
    this.genesis = genesisBlock(random);
    for (const name of ['alice', 'bob', 'carol']) {
      const keys = keysOf(random.hex(64));
      this.keys.set(name, keys);
      this.names.set(keys.address, name);
    }
  }

  /**
   * Returns the transaction that these words describe. The same words give the same transaction.
   *
   * @param words `a1: alice mines` or `p1: alice pays bob 60`, with the amount in cents
   */
  transaction(words: string): Transaction {
    const made = this.made.get(words) ?? this.make(words);
    this.made.set(words, made);
    return made;
  }

  /** Returns valid blocks on top of `parent`, one block for each transaction. */
  mint(parent: Block, words: readonly string[]): Block[] {
    return mint(
      parent,
      words.map((each) => this.transaction(each)),
    );
  }

  /** Returns the ids in a list of transactions or blocks that a submission returned. */
  idsIn(list: unknown): string {
    if (!Array.isArray(list)) return show(list);
    const ids = list.slice(0, MOST_SHOWN).map((each) => this.idOf(each));
    if (list.length > MOST_SHOWN) ids.push(`… (${list.length})`);
    return ids.join(', ') || 'nothing';
  }

  /** Returns the balances in cents, such as `alice 40, bob 60`. */
  balancesIn(balances: unknown): string {
    if (!types.isMap(balances)) return `balances that are not a Map: ${show(balances)}`;
    const entries = [...balances].map(
      ([address, cents]) => `${this.names.get(wordOf(address)) ?? show(address)} ${show(cents)}`,
    );
    return entries.sort().join(', ') || 'no balances';
  }

  private make(words: string): Transaction {
    const [, id, from, to, amount] = /^(\S+): (\S+) (?:mines|pays (\S+) (\d+))$/.exec(words) ?? [];
    const { address, privateKey } = this.keysNamed(from);
    if (to === undefined) return coin(id, address);
    const payment = { id, from: address, to: this.keysNamed(to).address, amount: Number(amount) };
    return signed(payment, this.genesis.hash, privateKey);
  }

  private keysNamed(name: string): Keys {
    const keys = this.keys.get(name);
    if (keys === undefined) throw new Error(`there is no user ${name}`);
    return keys;
  }

  private idOf(item: unknown): string {
    const { data } = Object(item) as { data?: unknown };
    const known = [...this.made.values()].find((each) => equals(each, data ?? item));
    return known?.id ?? showArgument(item);
  }
}
