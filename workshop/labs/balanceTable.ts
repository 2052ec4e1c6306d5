import { formatCoins } from '../../solution/supplied/chain/coins';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { ChainView } from '../../solution/supplied/user/control';
import type { Address } from '../../solution/supplied/types';
import { check } from './say';

/** How wide a column is. */
const COLUMN = 14;

/** Who owns what, by one account of it. */
export interface BalanceColumn {
  title: string;
  balances: Iterable<readonly [Address, number]>;
  /** How many coins were mined. */
  coins: number;
}

/**
 * Shows who owns what by several accounts, and that each adds up to the coins mined.
 *
 * @param owners address of everybody who may own something, by name
 * @throws Error if a sum is wrong
 */
export function balanceTable(
  owners: ReadonlyMap<string, Address>,
  columns: readonly BalanceColumn[],
): string[] {
  const line = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(12)}${cells.map((cell) => cell.padStart(COLUMN)).join('')}`;
  const accounts = columns.map(({ balances }) => new Map(balances));
  const perOwner = [...owners].map(([name, address]) => {
    const cents = accounts.map((account) => account.get(address) ?? 0);
    return line(name, cents.map(formatCoins));
  });
  const sums = accounts.map((account) => [...account.values()].reduce((sum, c) => sum + c, 0));
  check(
    'the balances add up to the coins mined',
    sums.every((sum, i) => sum === columns[i].coins * REWARD),
  );
  const titles = columns.map(({ title }) => title);
  const mined = columns.map(({ coins }) => String(coins));
  return [
    line('', titles),
    ...perOwner,
    line('sum', sums.map(formatCoins)),
    line('coins mined', mined),
  ];
}

/** A column for what a chain says. */
export function columnOf(title: string, { blocks, balances }: ChainView): BalanceColumn {
  const coins = blocks.filter(({ index, data }) => index > 0 && data.from === NETWORK).length;
  return { title, balances, coins };
}
