import { short } from '../../solution/supplied/program/render';
import type { Block } from '../../solution/supplied/types';
import type { ChainView } from '../../solution/supplied/user/control';

/** The digits of a hash that the drawing shows. */
const DIGITS = 4;

/** Returns a drawing of two chains that share their first blocks. */
export function drawFork(
  upper: ChainView,
  upperName: string,
  lower: ChainView,
  lowerName: string,
): string[] {
  const shared = upper.blocks.filter(({ index, hash }) => lower.blocks[index]?.hash === hash);
  const row = (blocks: readonly Block[]): string =>
    blocks.map(({ hash }) => `─ ${short(hash).slice(0, DIGITS)} `).join('');
  const trunk = `          ${row(shared).slice(2)}`;
  return [
    `${trunk}┬${row(upper.blocks.slice(shared.length))}  ${upperName}`,
    `${' '.repeat(trunk.length)}└${row(lower.blocks.slice(shared.length))}  ${lowerName}`,
  ];
}
