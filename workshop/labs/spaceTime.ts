import type { Hash } from '../../solution/supplied/types';
import type { LabNetwork } from './LabNetwork';

/** How wide a user's column is, and that of the time. */
const [COLUMN, TIME] = [9, 8];

/** What the signs of a diagram mean. */
export const LEGEND = [
  '● mined a coin   ■ minted a payment   ○ heard of that block and took it',
  '× did not get it   −2 +3 changed branch: 2 own blocks undone, 3 others adopted',
];

interface Row {
  at: number;
  /** Sign by user; a user without one gets `blank`. */
  cells: Map<string, string>;
  blank: string;
  note: string;
  /** Of a block. */
  index?: number;
  miner?: string;
}

/**
 * Draws what happened as a space-time diagram: a column a user, time downwards, a row a block or a
 * change of chain. Two blocks of one height are told apart by a letter.
 *
 * @param names the columns
 * @param noteOf what to say beside a block
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
    const time = ((row.at - start) / 1000).toFixed(2).padStart(TIME - 2);
    const cells = names.map((name) => {
      const label = name === row.miner ? ` ${labels.get(row)}` : '';
      return `${row.cells.get(name) ?? row.blank}${label}`.padEnd(COLUMN);
    });
    return { at: row.at, line: `${time}  ${cells.join('')}${row.note}`.trimEnd() };
  });
  for (const { at, text } of network.marks) lines.push({ at, line: `  ───── ${text} ─────` });
  lines.sort((one, other) => one.at - other.at);
  const head = `${'seconds'.padEnd(TIME)}${names.map((name) => name.padEnd(COLUMN)).join('')}`;
  return [head.trimEnd(), ...lines.map(({ line }) => line)];
}

function rowsOf(network: LabNetwork, noteOf: (hash: Hash) => string | undefined): Row[] {
  const rows: Row[] = [];
  const blocks = new Map<Hash, Row>();
  for (const { at, user, event } of network.happenings) {
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

/** How each block is called: its height, with a letter where several have the same. */
function labelsOf(rows: readonly Row[]): Map<Row, string> {
  const labels = new Map<Row, string>();
  for (const row of rows) {
    const equals = rows.filter(({ index }) => index !== undefined && index === row.index);
    const letter = equals.length > 1 ? 'abcdefgh'[equals.indexOf(row)] : '';
    labels.set(row, `${row.index}${letter}`);
  }
  return labels;
}
