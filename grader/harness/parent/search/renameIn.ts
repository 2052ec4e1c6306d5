import { isAsked, isAt } from '../../channel/Story';
import type { Move, Place } from '../../channel/Story';

/** A name with a number, such as `branch2`. Other names are also ordinary words. */
const NUMBERED = /\b[a-z]+\d+(_\d+)?\b/gi;

/**
 * Returns a line of a story with other names.
 *
 * @param names the new name of each value
 */
export function renameIn(move: Move, names: ReadonlyMap<string, string>): Move {
  const name = (old: string): string => names.get(old) ?? old;
  const place = ([first, ...keys]: Place): Place => [name(first), ...keys];
  const within = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isAt(value)) return { '@at': place(value['@at']) };
    if (isAsked(value)) {
      return { ...value, during: value.during.map((each) => renameIn(each, names)) };
    }
    if (Array.isArray(value)) return value.map(within);
    if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, within(part)]));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, within(part)]));
  };
  if ('let' in move) {
    const words = move.words?.replace(NUMBERED, name);
    return { ...move, let: name(move.let), be: within(move.be), ...(words && { words }) };
  }
  if ('copy' in move) return { copy: place(move.copy), as: name(move.as) };
  if ('freeze' in move) return { freeze: place(move.freeze) };
  if ('seal' in move) return { seal: place(move.seal) };
  if ('assign' in move) return { assign: place(move.assign), from: within(move.from) };
  if ('change' in move) return { change: place(move.change), to: within(move.to) };
  return {
    ...move,
    args: move.args.map(within),
    ...(move.as !== undefined && { as: name(move.as) }),
  };
}
