import { formatCoins } from '../../solution/supplied/chain/coins';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { ChainView } from '../../solution/supplied/user/control';
import type { Address } from '../../solution/supplied/types';
import { padEnd, padStart } from '../../grader/report/pad';
import { mustHold } from './LabScript';

/** The widths of the columns: for the names of the owners, and for each account. */
const [NAME_COLUMNS, ACCOUNT_COLUMNS] = [12, 14];

/** A column of balances. For example, the balances that one chain gives. */
interface BalanceColumn {
  title: string;
  balances: Iterable<readonly [Address, number]>;
  /** How many coins were mined. */
  coins: number;
}

/**
 * Returns a table with the balances in several accounts, and their sums.
 *
 * @param owners the address of each possible owner, by name
 * @throws Error if the sum of the balances in an account differs from its mined coins
 */
export function balanceTable(
  owners: ReadonlyMap<string, Address>,
  columns: readonly BalanceColumn[],
): string[] {
  const line = (name: string, cells: readonly string[]): string =>
    `  ${padEnd(name, NAME_COLUMNS)}${cells.map((cell) => padStart(cell, ACCOUNT_COLUMNS)).join('')}`;
  const accounts = columns.map(({ balances }) => new Map(balances));
  const perOwner = [...owners].map(([name, address]) => {
    const cents = accounts.map((account) => account.get(address) ?? 0);
    return line(name, cents.map(formatCoins));
  });
  const sums = accounts.map((account) => [...account.values()].reduce((sum, c) => sum + c, 0));
  mustHold(
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

/** Returns the account of a chain. */
export function columnOf(title: string, { blocks, balances }: ChainView): BalanceColumn {
  const coins = blocks.filter(({ index, data }) => index > 0 && data.from === NETWORK).length;
  return { title, balances, coins };
}
