import stringWidth from 'string-width';
import { padEnd } from '../report/pad';
import { COLUMNS } from '../report/outputColumns';
import { clean } from '../report/clean';
import type { Message, Note } from './users/Conversation';

/** The width of the column for the time, including the space after the time. */
const TIME = 8;
/** The maximum width of a user's column. */
const MAX_WIDTH = 10;
/** The minimum width of the text beside the columns. */
const TEXT = 36;

/**
 * Draws messages, one on each line, in the order of time. Each user has a column.
 *
 * @param order the names of all users, in the order of their columns
 * @param begin the time to show as zero
 * @param indent how many columns the caller will indent the diagram
 * @example
 *    time   alice     bob
 *    0.412  │────────▶│       block 3 (0.20): ok
 */
export function diagram(
  entries: readonly (Message | Note)[],
  order: readonly string[],
  begin: number,
  indent = 0,
): string {
  const seen = new Set(entries.flatMap(usersOf));
  const users = [...new Set([...order, ...seen])].filter((name) => seen.has(name));
  if (users.length === 0) return 'no messages';
  const room = Math.floor((COLUMNS - indent - TIME - TEXT) / users.length);
  const width = Math.max(3, Math.min(MAX_WIDTH, room));
  const columnOf = (user: string): number => users.indexOf(user) * width;
  const textAt = TIME + users.length * width;
  const cut = (text: string): string => shorten(clean(text), COLUMNS - indent - textAt);

  const header = users.map((user) => padEnd(shorten(user, width - 1), width)).join('');
  const lines = entries.map((entry) => {
    const line: string[] = Array.from({ length: users.length * width }, (_, i) =>
      i % width ? ' ' : '│',
    );
    if ('who' in entry) line[columnOf(entry.who)] = '●';
    else draw(line, columnOf(entry.from), columnOf(entry.to));
    const seconds = ((entry.at - begin) / 1000).toFixed(3);
    return `${seconds.padStart(TIME - 2)}  ${line.join('')}${cut(textOf(entry))}`.trimEnd();
  });
  return [`${'time'.padStart(TIME - 2)}  ${header}`.trimEnd(), ...lines].join('\n');
}

function usersOf(entry: Message | Note): string[] {
  return 'who' in entry ? [entry.who] : [entry.from, entry.to];
}

/** Draws an arrow between two columns. */
function draw(line: string[], from: number, to: number): void {
  const [left, right] = from < to ? [from, to] : [to, from];
  line.fill('─', left + 1, right);
  if (from < to) line[right - 1] = '▶';
  if (from > to) line[left + 1] = '◀';
}

function textOf(entry: Message | Note): string {
  if ('who' in entry) return entry.what;
  return `${entry.request}: ${entry.reply ?? 'no answer'}`;
}

/** Cuts a text to a number of columns. */
function shorten(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const characters = [...text];
  while (stringWidth(characters.join('')) >= columns) characters.pop();
  return `${characters.join('')}…`;
}
