import type { NetworkModel } from './NetworkModel';

/** Returns the title of the page: trouble first, because a tab shows only the beginning. */
export function titleOf(model: NetworkModel): string {
  const { connection, network, faults, split, tree } = model;
  const name = 'Cantor explorer';
  if (connection === 'lost') return `Connection lost · ${name}`;
  if (network === null) return name;
  const height = `height ${Math.max(0, tree.main.length - 1)}`;
  if (model.endedAt !== null) return `Ended · ${height} · ${name}`;
  if (model.areAllGone()) return `No user answers · ${height} · ${name}`;
  if (split !== null) return `Split · ${height} · ${name}`;
  if (faults.length > 0) return `${faults[0].cause} · ${height} · ${name}`;
  return `${height} · ${name}`;
}
