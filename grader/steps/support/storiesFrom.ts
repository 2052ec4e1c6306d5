import * as fc from 'fast-check';
import type { Move, Story } from '../../harness/channel/Story';

/** Draws a value. The edges of its range are drawn more often. */
export type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

/**
 * Returns a function that makes `count` stories from a seed.
 *
 * @param tell makes one story; the number of the story, from 0, can choose its kind
 */
export function storiesFrom(
  count: number,
  tell: (draw: Draw, number: number) => Move[],
): (seed: number) => Story[] {
  return (seed) => {
    let number = 0;
    const story = fc
      .gen()
      .map((value) => ({ moves: tell((arbitrary) => value(() => arbitrary), number++) }));
    return fc.sample(story, { seed, numRuns: count });
  };
}

/** One of these values, each with the same chance. */
export function oneOf<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}
