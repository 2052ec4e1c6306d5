import { batchMeans } from '../labs/batchMeans';
import {
  doubleSpendChance,
  lostShare,
  nakamotoChance,
  selfishRevenue,
  selfishThreshold,
} from '../labs/formulas';

// Rosenfeld's values, by his own formula.
test.each([
  [0.1, 1, 0.2],
  [0.1, 2, 0.056],
  [0.1, 5, 0.0017818],
  [0.3, 5, 0.1976173],
  [0.3, 10, 0.0651067],
  [0.5, 3, 1],
])(
  'with a share of %d and %d confirmations, the payment is undone with the chance %d',
  (q, z, p) => {
    expect(doubleSpendChance(q, z)).toBeCloseTo(p, 6);
  },
);

// The table in section 11 of the Bitcoin paper.
test.each([
  [0.1, 0, 1],
  [0.1, 1, 0.2045873],
  [0.1, 5, 0.0009137],
  [0.3, 5, 0.1773523],
  [0.3, 10, 0.0416605],
])("Nakamoto's table has for a share of %d and %d confirmations %d", (q, z, p) => {
  expect(nakamotoChance(q, z)).toBeCloseTo(p, 6);
});

test('selfish mining gives what Eyal and Sirer say', () => {
  expect(selfishRevenue(0.4, 0)).toBeCloseTo(0.483721, 6);
  expect([0, 0.5, 1].map(selfishThreshold)).toEqual([1 / 3, 0.25, 0]);
  // At the threshold, a selfish miner earns as much as an honest one.
  for (const gamma of [0, 0.5]) {
    const share = selfishThreshold(gamma);
    expect(selfishRevenue(share, gamma)).toBeCloseTo(share, 12);
  }
});

test('half of the blocks are lost if a block travels as long as the next one takes', () => {
  expect([0, 0.25, 1].map(lostShare)).toEqual([0, 0.2, 0.5]);
});

test('the error of a mean comes from the spread of its batches', () => {
  expect(batchMeans([1, 3])).toEqual({ measured: 2, error: 1 });
  expect(batchMeans([2, 2, 2])).toEqual({ measured: 2, error: 0 });
});
