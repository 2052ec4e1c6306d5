import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { formatCoins } from '../chain/coins';
import { NETWORK } from '../constants';
import type { ChainView } from '../user/control';
import type { Address, Block } from '../types';

/** The maximum number of columns in a line. A character takes zero, one or two columns. */
const MOST_COLUMNS = 80;

/** The minimum number of columns of a terminal for which lines are broken. */
const FEWEST_COLUMNS = 40;

/** The maximum number of columns of a name. The middle of a longer name is left out. */
const NAME_COLUMNS = 16;

/** How many hex digits of a hash are shown. */
const SHORT = 10;

/** Returns a name for people, or the address itself if the user is unknown. */
type NameOf = (address: Address) => string;

/** A user, with the view of the user's chain. */
export interface NamedView {
  name: string;
  address: Address;
  port: number;
  view: ChainView;
}

/** Returns the first digits of a hash. */
export const short = (hash: string): string => hash.slice(0, SHORT);

/** Returns a name for a table. If the name is too wide, its middle is left out. */
export function shortName(name: string): string {
  if (stringWidth(name) <= NAME_COLUMNS) return name;
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  const start = fitting(letters, NAME_COLUMNS / 2);
  const end = fitting(letters.toReversed(), NAME_COLUMNS / 2 - 1).toReversed();
  return [...start, '…', ...end].join('');
}

/** Returns the first letters of a list, as many as fit into `columns` columns. */
function fitting(letters: readonly string[], columns: number): string[] {
  const tooWide = letters.findIndex(
    (_, i) => stringWidth(letters.slice(0, i + 1).join('')) > columns,
  );
  return letters.slice(0, tooWide);
}

/**
 * Returns the text in a style. Returns the plain text if standard output is not a terminal with
 * colours, or if `NO_COLOR` is set.
 */
export function styled(style: 'bold' | 'dim' | 'red', text: string): string {
  const { stdout } = process;
  return stdout.isTTY && stdout.hasColors() ? styleText(style, text) : text;
}

/** Returns one line for a block: the height, the first digits of the hash, and the payment. */
function renderBlock({ index, hash, data }: Block, nameOf: NameOf): string {
  const name = (address: Address): string => shortName(nameOf(address));
  const content =
    index === 0
      ? 'genesis'
      : data.from === NETWORK
        ? `${name(data.to)} mined ${formatCoins(data.amount)}`
        : `${name(data.from)} pays ${name(data.to)} ${formatCoins(data.amount)}`;
  return `${String(index).padStart(6)}  ${styled('dim', short(hash))}  ${content}`;
}

/**
 * Returns one line for each block of a view. A gap also gets a line, with the number of hidden
 * blocks.
 */
function renderChain({ blocks }: ChainView, nameOf: NameOf): string[] {
  return blocks.flatMap((block, i) => {
    const hidden = i > 0 ? block.index - blocks[i - 1].index - 1 : 0;
    const line = renderBlock(block, nameOf);
    return hidden > 0 ? [`     ⋮  ${hidden} more`, line] : [line];
  });
}

/** Returns the balance of each user, then every different chain with the names of its users. */
export function renderUsers(users: readonly NamedView[], nameOf: NameOf): string {
  const chains = new Map<string, NamedView[]>();
  for (const user of users) {
    const tip = user.view.blocks.at(-1)?.hash ?? '';
    chains.set(tip, [...(chains.get(tip) ?? []), user]);
  }
  const balances = users.map(({ name, address, port, view }) => {
    const cents = new Map(view.balances).get(address) ?? 0;
    const coins = formatCoins(cents).padStart(9);
    return `  ${paddedName(name)} ${coins} coins   ${view.height + 1} blocks   port ${port}`;
  });
  const tables = [...chains.values()].map((holders) => {
    const names = listOf(holders.map(({ name }) => shortName(name)));
    const title = `The chain of ${names}:`;
    return [styled('bold', title), ...renderChain(holders[0].view, nameOf)].join('\n');
  });
  return [balances.join('\n'), ...tables].join('\n\n');
}

function paddedName(name: string): string {
  const shown = shortName(name);
  return shown + ' '.repeat(NAME_COLUMNS - stringWidth(shown));
}

/**
 * The beginning of a line, after which the rest of a broken line begins: spaces, and perhaps a first
 * column that ends with two spaces, such as a time or a command.
 */
const BEGINNING = /^ *(?:\S+(?: \S+)* {2,})?/;

/**
 * Breaks lines that are wider than the terminal, or than 80 columns. The breaks are between words
 * only. The rest of a line stands below its text.
 *
 * @param terminal the columns of the terminal. Undefined if there is none; some terminals say 0.
 */
export function wrap(text: string, terminal: number | undefined = process.stdout.columns): string {
  const columns = Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, terminal || MOST_COLUMNS));
  return text
    .split('\n')
    .map((line) => breakLine(line, columns))
    .join('\n');
}

function breakLine(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  const beginnings = [BEGINNING, /^ */].map((pattern) => pattern.exec(line)?.[0] ?? '');
  const first = beginnings.find((each) => stringWidth(each) <= columns / 2) ?? '';
  const width = stringWidth(first);
  const rows = wrapAnsi(line.slice(first.length), columns - width).split('\n');
  return first + rows.join(`\n${' '.repeat(width)}`);
}

/** Returns the names as `alice`, `alice and bob`, or `alice, bob and carol`. */
export function listOf(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
