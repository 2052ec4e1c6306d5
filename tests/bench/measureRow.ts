import type { Row } from './Row';

/** The ratios of a figure. */
export interface Measured {
  row: Row;
  median: number;
  lowest: number;
  highest: number;
  isMet: boolean;
}

/** Measures some pairs, after one that only warms up. */
export async function measureRow(row: Row, usual: number): Promise<Measured> {
  const { pairs = usual, goal } = row;
  if (pairs > 1) await row.pair(true);
  const ratios: number[] = [];
  for (let i = 0; i < pairs; i++) {
    const { ours, rival } = await row.pair(i % 2 === 0);
    ratios.push(ours / rival);
  }
  ratios.sort((one, other) => one - other);
  const median = ratios[pairs >> 1];
  const isMet = 'atMost' in goal ? median <= goal.atMost : median >= goal.atLeast;
  return { row, median, lowest: ratios[0], highest: ratios[pairs - 1], isMet };
}
