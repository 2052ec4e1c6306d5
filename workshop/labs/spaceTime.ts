import { padEnd } from '../../grader/report/pad';
import type { Hash } from '../../solution/supplied/types';
import type { LabNetwork } from './LabNetwork';

/** The widths of the columns: for each user, and for the time. */
const [USER_COLUMNS, TIME_COLUMNS] = [9, 8];

/** The meaning of the signs in a diagram. */
export const LEGEND = [
  '● mined a coin   ■ minted a payment   ○ accepted this block from another user',
  '× lacks the block   −2 +3 changed branch: 2 own blocks undone, 3 others adopted',
];

/** A row of the diagram: a block, or a change of chain. */
interface Row {
  at: number;
  /** The signs, by user. Users without a sign get `blank`. */
  cells: Map<string, string>;
  blank: string;
  note: string;
  /** The height of the block. */
  index?: number;
  miner?: string;
}

/**
 * Returns the events of a network as a space-time diagram. Each user has a column. Each block and
 * each change of chain has a row. Later rows are lower. Letters mark different blocks of the same
 * height, one letter for each side of a fork.
 *
 * @param names the users, in the order of their columns
 * @param noteOf returns the note beside a block
 */
export function spaceTime(
  network: LabNetwork,
  names: readonly string[],
  noteOf: (hash: Hash) => string | undefined = () => undefined,
): string[] {
  const rows = rowsOf(network, noteOf);
  const labels = labelsOf(rows);
  const start = Math.min(...rows.map(({ at }) => at));
  const lines = rows.map((row) => {
    const time = ((row.at - start) / 1000).toFixed(2).padStart(TIME_COLUMNS - 2);
    const cells = names.map((name) => {
      const label = name === row.miner ? ` ${labels.get(row)}` : '';
      return padEnd(`${row.cells.get(name) ?? row.blank}${label}`, USER_COLUMNS);
    });
    return { at: row.at, line: `${time}  ${cells.join('')}${row.note}`.trimEnd() };
  });
  for (const { at, text } of network.marks) lines.push({ at, line: `  ───── ${text} ─────` });
  lines.sort((one, other) => one.at - other.at);
  const head = `${'seconds'.padEnd(TIME_COLUMNS)}${names.map((name) => padEnd(name, USER_COLUMNS)).join('')}`;
  return [head.trimEnd(), ...lines.map(({ line }) => line)];
}

function rowsOf(network: LabNetwork, noteOf: (hash: Hash) => string | undefined): Row[] {
  const rows: Row[] = [];
  const blocks = new Map<Hash, Row>();
  for (const { at, user, event } of network.events) {
    if (event.event === 'coin' || event.event === 'minted' || event.event === 'block') {
      let row = blocks.get(event.hash);
      if (row === undefined) {
        const note = noteOf(event.hash) ?? '';
        row = { at, cells: new Map(), blank: '×', note, index: event.index };
        blocks.set(event.hash, row);
        rows.push(row);
      }
      if (event.event !== 'block') row.miner = user;
      row.cells.set(user, { coin: '●', minted: '■', block: '○' }[event.event]);
    } else if (event.event === 'reorganised' || event.event === 'caughtUp') {
      const undone = event.event === 'reorganised' ? `−${event.undone} ` : '';
      const cells = new Map([[user, `${undone}+${event.blocks}`]]);
      rows.push({ at, cells, blank: '│', note: '' });
    }
  }
  return rows;
}

/**
 * Returns the label of each block: its height, and a letter if other blocks have the same height. A
 * block has the letter of its parent if that is free, so that each side of a fork keeps its letter.
 */
function labelsOf(rows: readonly Row[]): Map<Row, string> {
  const letters = new Map<Row, string>();
  for (const row of rows) {
    const equals = rows.filter(({ index }) => index !== undefined && index === row.index);
    if (equals.length < 2) continue;
    const { index = 0, miner = '' } = row;
    const below = rows.filter((other) => other.index === index - 1);
    const parent = below.findLast(({ cells }) => cells.has(miner));
    // The letters of the other sides stay free for their blocks.
    const taken = [...equals, ...below.filter((other) => other !== parent)].map((other) =>
      letters.get(other),
    );
    const own = parent && letters.get(parent);
    const wanted = [...(own ?? ''), ...'abcdefgh'];
    letters.set(row, wanted.find((letter) => !taken.includes(letter)) ?? '');
  }
  return new Map(rows.map((row) => [row, `${row.index}${letters.get(row) ?? ''}`]));
}
