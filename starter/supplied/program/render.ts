import { stripVTControlCharacters, styleText } from 'node:util';
import { formatCoins } from '../chain/coins';
import { NETWORK } from '../constants';
import type { ChainView } from '../user/control';
import type { Address, Block } from '../types';

/** How wide a line may be. */
const WIDTH = 80;

/** How many characters of a hash people get to see. */
const SHORT = 10;

/** The longest name that is shown whole. */
const MAX_NAME = 16;

/** Turns an address into a name for people. */
export type Naming = (address: Address) => string;

/** A user's chain, and whose it is. */
export interface NamedView {
  name: string;
  address: Address;
  port: number;
  view: ChainView;
}

/** The beginning of a hash. */
export const short = (hash: string): string => hash.slice(0, SHORT);

/** A name that fits in a table: the middle of a long one is left out. */
export function shortName(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX_NAME) return name;
  return `${letters.slice(0, 8).join('')}…${letters.slice(-7).join('')}`;
}

/** Text in a colour or weight, where the terminal has them and `NO_COLOR` does not forbid it. */
export function styled(style: 'bold' | 'dim' | 'red' | 'green', text: string): string {
  const { stdout } = process;
  return stdout.isTTY && stdout.hasColors() ? styleText(style, text) : text;
}

/** One block in a line: height, hash, and what it says. */
export function renderBlock({ index, hash, data }: Block, nameOf: Naming): string {
  const name = (address: Address): string => shortName(nameOf(address));
  const story =
    index === 0
      ? 'genesis'
      : data.from === NETWORK
        ? `${name(data.to)} mined ${formatCoins(data.amount)}`
        : `${name(data.from)} pays ${name(data.to)} ${formatCoins(data.amount)}`;
  return `${String(index).padStart(6)}  ${styled('dim', short(hash))}  ${story}`;
}

/** A chain, a line a block; blocks left out of the view are counted. */
export function renderChain({ blocks }: ChainView, nameOf: Naming): string[] {
  return blocks.flatMap((block, i) => {
    const leftOut = i > 0 ? block.index - blocks[i - 1].index - 1 : 0;
    const line = renderBlock(block, nameOf);
    return leftOut > 0 ? [`     ⋮  ${leftOut} more`, line] : [line];
  });
}

/** Every user's balance and chain; a chain that several hold is shown once, with all their names. */
export function renderUsers(users: readonly NamedView[], nameOf: Naming): string {
  const chains = new Map<string, NamedView[]>();
  for (const user of users) {
    const tip = user.view.blocks.at(-1)?.hash ?? '';
    chains.set(tip, [...(chains.get(tip) ?? []), user]);
  }
  const balances = users.map(({ name, address, port, view }) => {
    const cents = new Map(view.balances).get(address) ?? 0;
    const coins = formatCoins(cents).padStart(12);
    return `  ${shortName(name).padEnd(MAX_NAME)} ${coins} coins   ${view.height + 1} blocks   port ${port}`;
  });
  const tables = [...chains.values()].map((holders) => {
    const names = listOf(holders.map(({ name }) => shortName(name)));
    const title = `The chain of ${names}:`;
    return [styled('bold', title), ...renderChain(holders[0].view, nameOf)].join('\n');
  });
  return [balances.join('\n'), ...tables].join('\n\n');
}

/** Breaks lines that are too long, between words if there are any. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (stripVTControlCharacters(line).length <= WIDTH) return line;
      const rows = [''];
      for (const word of line.split(' ')) {
        const row = `${rows[rows.length - 1]} ${word}`.trimStart();
        if (stripVTControlCharacters(row).length <= WIDTH) rows[rows.length - 1] = row;
        else rows.push(word);
      }
      return rows.join('\n');
    })
    .join('\n');
}

/** `alice`, `alice and bob`, `alice, bob and carol`. */
export function listOf(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
