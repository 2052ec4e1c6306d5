import { isDeepStrictEqual, types } from 'node:util';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Ledger, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Random } from '../../harness/parent/suite/Random';
import { show } from '../../harness/parent/suite/show';
import { keysOf, signed } from '../support/sampleKeys';

/** Alice, bob and carol, who pay each other on their own network. */
export class PayingUsers {
  readonly genesis: string;
  readonly alice: Keys;
  readonly bob: Keys;
  readonly carol: Keys;

  constructor(private readonly random: Random) {
    this.genesis = random.hex(64);
    [this.alice, this.bob, this.carol] = [64, 64, 64].map((digits) => keysOf(random.hex(digits)));
  }

  /** Returns a mined coin. */
  coin(to: Keys, amount = REWARD): Transaction {
    return { id: this.newId(), from: NETWORK, to: to.address, amount, signature: '' };
  }

  /** Returns a payment that its sender has signed. */
  payment(from: Keys, to: Keys, amount: number): Transaction {
    return this.signedBy(from, {
      id: this.newId(),
      from: from.address,
      to: to.address,
      amount,
    });
  }

  /** Returns a payment with a signature by `who`. `who` is the sender or another user. */
  signedBy(who: Keys, payment: Omit<Transaction, 'signature'>): Transaction {
    return signed(payment, this.genesis, who.privateKey);
  }

  /** Returns the ledger after these transactions. Does not check the transactions. */
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

  /** Demands these balances in the ledger. The ledger is the first argument of the call. */
  mustBalance(answer: Answer, expected: Ledger, tried: string): void {
    const [wanted, got] = [expected, answer.args[0]].map((ledger) => this.balancesIn(ledger));
    answer.must(wanted === got, { tried, expected: wanted, got });
  }

  /** Returns the balances in cents, such as `alice 50, bob 150`. */
  balancesIn(ledger: unknown): string {
    const { balances } = Object(ledger) as Partial<Record<keyof Ledger, unknown>>;
    if (!types.isMap(balances)) return `balances that are not a Map: ${show(balances)}`;
    const { alice, bob, carol } = this;
    const names = new Map(
      Object.entries({ alice, bob, carol }).map(([name, { address }]) => [address, name]),
    );
    const entries = [...balances].map(
      ([address, cents]) => `${names.get(address as string) ?? show(address)} ${show(cents)}`,
    );
    return entries.length === 0 ? 'no address in balances' : entries.sort().join(', ');
  }

  private newId(): string {
    return `id-${this.random.hex(8)}`;
  }
}

/**
 * Returns true if two transactions have equal fields. The first transaction can come from another
 * process.
 */
export function isSame(one: unknown, other: Transaction): boolean {
  return isDeepStrictEqual({ ...Object(one) } as unknown, { ...other });
}
