import { isDeepStrictEqual, types } from 'node:util';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Ledger, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Random } from '../../harness/parent/suite/Random';
import { show } from '../../harness/parent/suite/show';
import { keysOf, signed } from '../support/keys';

/** Alice, bob and carol, who pay each other on a network of their own. */
export class Town {
  readonly genesis: string;
  readonly alice: Keys;
  readonly bob: Keys;
  readonly carol: Keys;

  constructor(private readonly random: Random) {
    this.genesis = random.hex(64);
    [this.alice, this.bob, this.carol] = [64, 64, 64].map((digits) => keysOf(random.hex(digits)));
  }

  /** A mined coin. */
  coin(to: Keys, amount = REWARD): Transaction {
    return { id: this.newId(), from: NETWORK, to: to.address, amount, signature: '' };
  }

  /** A payment, signed by its sender. */
  payment(from: Keys, to: Keys, amount: number): Transaction {
    return this.signedBy(from, {
      id: this.newId(),
      from: from.address,
      to: to.address,
      amount,
    });
  }

  /** A payment with anybody's signature. */
  signedBy(who: Keys, payment: Omit<Transaction, 'signature'>): Transaction {
    return signed(payment, this.genesis, who.privateKey);
  }

  /** The ledger after these transactions, whether they are allowed or not. */
  ledgerAfter(...transactions: readonly Transaction[]): Ledger {
    const balances = new Map<string, number>();
    const add = (address: string, cents: number): void => {
      const balance = (balances.get(address) ?? 0) + cents;
      if (balance === 0) balances.delete(address);
      else balances.set(address, balance);
    };
    for (const { from, to, amount } of transactions) {
      if (from !== NETWORK) add(from, -amount);
      add(to, amount);
    }
    const { genesis } = this;
    return { genesis, balances, transactions: new Map(transactions.map((one) => [one.id, one])) };
  }

  /** Demands that the ledger, which is the first argument of the call, came to these balances. */
  mustBalance(answer: Answer, expected: Ledger, tried: string): void {
    const [wanted, got] = [expected, answer.args[0]].map((ledger) => this.balancesIn(ledger));
    answer.must(wanted === got, { tried, expected: wanted, got });
  }

  /** Who owns what, in cents: `alice 50, bob 150`. */
  balancesIn(ledger: unknown): string {
    const { balances } = Object(ledger) as Partial<Record<keyof Ledger, unknown>>;
    if (!types.isMap(balances)) return `balances that are no Map: ${show(balances)}`;
    const { alice, bob, carol } = this;
    const names = new Map(
      Object.entries({ alice, bob, carol }).map(([name, { address }]) => [address, name]),
    );
    const entries = [...balances].map(
      ([address, cents]) => `${names.get(address as string) ?? show(address)} ${show(cents)}`,
    );
    return entries.length === 0 ? 'nobody in balances' : entries.sort().join(', ');
  }

  private newId(): string {
    return `id-${this.random.hex(8)}`;
  }
}

/** True if two transactions have the same fields, wherever they were made. */
export function isSame(one: unknown, other: Transaction): boolean {
  return isDeepStrictEqual({ ...Object(one) } as unknown, { ...other });
}
