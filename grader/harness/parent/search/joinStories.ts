import { isAsked, isAt } from '../../channel/Story';
import type { Move, Place, Story } from '../../channel/Story';

/** Joins stories into one. A name that an earlier story uses gets a number. */
export function joinStories(stories: readonly Story[]): Story {
  if (stories.length === 1) return stories[0];
  return { moves: stories.flatMap(({ moves }, i) => moves.map((each) => renamed(each, i + 1))) };
}

function renamed(move: Move, number: number): Move {
  const name = (text: string): string =>
    /\d$/.test(text) ? `${text}_${number}` : `${text}${number}`;
  const place = ([first, ...keys]: Place): Place => [name(first), ...keys];
  const within = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isAt(value)) return { '@at': place(value['@at']) };
    if (isAsked(value)) {
      return { ...value, during: value.during.map((each) => renamed(each, number)) };
    }
    if (Array.isArray(value)) return value.map(within);
    if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, within(part)]));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, within(part)]));
  };
  if ('let' in move) return { ...move, let: name(move.let), be: within(move.be) };
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
