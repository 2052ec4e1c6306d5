import type { Move, Place } from '../../harness/channel/Story';

/**
 * Changes an array and keeps it the same array. What a program remembers of this array is then old.
 *
 * @param kept how many parts stay, from the first on
 * @param added the parts that follow
 */
export function changeInPlace(place: Place, kept: number, added: readonly unknown[]): Move[] {
  return [
    { change: [...place, 'length'], to: kept },
    ...added.map((part, i): Move => ({ change: [...place, kept + i], to: part })),
  ];
}
