import type { SimulationOptions } from '../SimulationOptions';
import type { Figures } from './Measures';

/** Returns the settings without which a figure means nothing, in one line. */
export function settingsLine(options: SimulationOptions): string {
  const { users, blocks, delayMs, intervalMs, gossipMs, known, joining, seed } = options;
  return [
    `${users} users (${joining ? 'joining' : `${Math.min(known, users - 1)} acquaintances each`})`,
    `${blocks} blocks, one in ${intervalMs / 1000} s`,
    `delay ${delayMs} ms`,
    gossipMs === 0 ? 'no gossip' : `gossip every ${gossipMs / 1000} s`,
    `seed ${seed}`,
  ].join(', ');
}

/** Returns the figures of a simulation as lines for people. */
export function resultLines(figures: Figures, users: number): string[] {
  const { half, ninety, all, reorganisations, refusals } = figures;
  const rows = [
    ['blocks found', `${figures.blocks}, of which ${figures.stale} stale`],
    ['forks in a hundred blocks', String(figures.forksPerHundred)],
    ['half of the users have a block', timeText(half)],
    ['90% of the users have it', timeText(ninety)],
    ['all users have it', `${timeText(all)}; ${figures.reachedAll} blocks reached all`],
    ['blocks undone at once', countsText(reorganisations)],
    ['messages sent by a user', `${figures.messagesSent}, ${figures.bytesSent} bytes`],
    ['refusals', countsText(refusals)],
    ['tips at the end', `${figures.tips}; ${figures.onLongest} of ${users} users have the longest`],
    ['height', String(figures.height)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

function timeText(ms: number | null): string {
  return ms === null ? 'never (median)' : `after ${(ms / 1000).toFixed(3)} s (median)`;
}

function countsText(counts: Record<string, number>): string {
  const texts = Object.entries(counts).map(([name, times]) => `${name} (${times} times)`);
  return texts.join(', ') || 'none';
}
