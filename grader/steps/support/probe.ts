import * as fc from 'fast-check';
import { playStory } from '../../harness/channel/playStory';
import type { Move, Place } from '../../harness/channel/Story';
import { PEOPLE } from './people';
import { oneOf } from './storiesFrom';
import type { Draw } from './storiesFrom';

/** A call that is made again and again. */
export interface ProbedCall {
  call: string;
  args: readonly unknown[];
}

/** A part of a value, and how to change it in place and back. */
interface Leaf {
  place: Place;
  value: unknown;
  /** True for the last element of an array, which is taken away. */
  isLast?: boolean;
}

const ADDRESS = /^[0-9a-f]{64}$/;
const ADDRESSES = Object.values(PEOPLE).map(({ address }) => address);

/**
 * Makes calls twice, and again after each of some parts was changed in place, and after it was
 * changed back. What a program keeps from an earlier call is then wrong.
 *
 * @param values the named values whose parts change
 * @param count how many parts change
 */
export function probe(
  draw: Draw,
  calls: readonly ProbedCall[],
  values: Readonly<Record<string, unknown>>,
  count: number,
): Move[] {
  const leaves = Object.entries(values).flatMap(([name, value]) => [...leavesOf([name], value)]);
  const moves: Move[] = [...calls, ...calls];
  for (let i = 0; i < count; i++) {
    const leaf = draw(oneOf(...leaves));
    moves.push(changed(draw, leaf), ...calls);
    if (draw(fc.nat(3)) > 0) moves.push(restored(leaf), ...calls);
  }
  return moves;
}

/**
 * Makes a call twice, changes what it returned, and makes the same call with equal arguments.
 *
 * @param args plain data
 * @param result what the reference returns
 */
export function spoil(draw: Draw, { call, args }: ProbedCall, result: unknown, as: string): Move[] {
  const leaves = [...leavesOf([as], result)];
  if (leaves.length === 0) return [];
  const changes = [0, 1].map(() => changed(draw, draw(oneOf(...leaves))));
  const again = `${as}Again`;
  // The first result can be kept itself, and the second be the first copy of it.
  const ofSecond = changes.flatMap((move) =>
    'change' in move ? [{ ...move, change: [again, ...move.change.slice(1)] as const }] : [],
  );
  return [{ call, args, as }, { call, args, as: again }, ...changes, ...ofSecond, { call, args }];
}

/**
 * Leaves out the calls of which no sentence says what they do.
 *
 * @param isLegal for some functions, says if they can be called with these arguments
 */
export function onlyLegal(
  moves: readonly Move[],
  isLegal: Readonly<Record<string, (...args: never[]) => boolean>>,
): Move[] {
  const legal: boolean[] = [];
  const judges = Object.entries(isLegal).map(([name, judge]) => [
    name,
    (...args: never[]) => void legal.push(judge(...args)),
  ]);
  playStory(Object.fromEntries(judges) as Record<string, unknown>, { moves });
  return moves.filter((move) => !('call' in move && move.call in isLegal) || legal.shift());
}

function* leavesOf(place: Place, value: unknown): Iterable<Leaf> {
  if (typeof value !== 'object' || value === null) {
    if (place.length > 1) yield { place, value };
    return;
  }
  if (Array.isArray(value) && value.length > 0) {
    yield { place: [...place, value.length - 1], value: value[value.length - 1], isLast: true };
  }
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : value instanceof Map
      ? (value as Map<string, unknown>)
      : Object.entries(value);
  for (const [key, part] of entries) yield* leavesOf([...place, key], part);
}

function changed(draw: Draw, { place, value, isLast = false }: Leaf): Move {
  if (!isLast) return { change: place, to: mutated(draw, value) };
  const [name, ...keys] = place;
  const length = Number(keys.pop());
  return { change: [name, ...keys, 'length'], to: length };
}

function restored({ place, value }: Leaf): Move {
  return { change: place, to: value };
}

/** Returns another value of the same type. */
export function mutated(draw: Draw, value: unknown): unknown {
  if (typeof value === 'number') {
    const others = [value + 1, value - 1, 0, -value, 10 * value, value + 2 ** 32, 2 ** 53 - 1];
    return draw(oneOf(...others.filter((other) => other !== value && Number.isSafeInteger(other))));
  }
  if (typeof value !== 'string') return value;
  const last = value.at(-1) === '1' ? '2' : '1';
  const others = ADDRESS.test(value)
    ? [...ADDRESSES, value.slice(0, -1) + last, last + value.slice(1)]
    : [`${value}1`, value.slice(1), value.slice(0, -1), value.toUpperCase(), '', `1${value}`];
  return draw(oneOf(...others.filter((other) => other !== value)));
}
