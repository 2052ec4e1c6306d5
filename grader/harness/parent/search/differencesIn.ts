import { isDeepStrictEqual } from 'node:util';
import { isAsked } from '../../channel/Story';
import type { Move, Outcome, Played, Story } from '../../channel/Story';
import { isRecord } from '../sandbox/isRecord';
import type { Difference } from './StorySearch';

/** Returns the differences between what the reference did in a story and a claim about it. */
export function* differencesIn(
  story: Story,
  expected: Played,
  claim: Partial<Record<keyof Played, unknown>>,
): Generator<Difference> {
  const outcomes = Array.isArray(claim.outcomes) ? claim.outcomes.map(readOutcome) : [];
  const values = isRecord(claim.values) ? claim.values : {};
  const calls = story.moves.flatMap((move, at) => ('call' in move ? [{ move, at }] : []));
  for (const [i, { move, at }] of calls.entries()) {
    const wanted = expected.outcomes[i];
    const got = outcomes[i] ?? { odd: 'something that the grader cannot read' };
    if (!isSame(wanted, got)) {
      yield { kind: 'outcome', call: move.call, move: at, expected: wanted, got };
    }
  }
  for (const name of namesIn(story.moves)) {
    const [wanted, got] = [expected.values[name], values[name]];
    if (!isDeepStrictEqual(wanted, got)) yield { kind: 'value', name, expected: wanted, got };
  }
  for (const name of givenIn(story.moves)) {
    // An object whose field is deleted and put back is not as it was.
    const [wanted, got] = [expected.values[name], values[name]].map(fieldsOf);
    if (!isDeepStrictEqual(wanted, got)) {
      yield { kind: 'value', name, expected: wanted, got, about: 'fields in order' };
    }
    const [before, after] = [expected.traces, readTexts(claim.traces)].map((traces) =>
      traces.filter((trace) => new RegExp(`^${name}\\b`).test(trace)),
    );
    if (!isDeepStrictEqual(before, after)) {
      yield { kind: 'value', name, expected: before, got: after, about: 'traces' };
    }
  }
}

/** No sentence promises what happens to an error that a callback throws. */
function isSame(one: Outcome, other: Outcome): boolean {
  return 'threw' in one || isDeepStrictEqual(one, other);
}

/** The names of the values that a story itself makes. */
function givenIn(moves: readonly Move[]): string[] {
  const replaced = moves.flatMap((move) =>
    'change' in move && move.change.length === 1 ? [move.change[0]] : [],
  );
  return moves.flatMap((move) => ('let' in move && !replaced.includes(move.let) ? [move.let] : []));
}

/** The names of an object's fields, in order. */
function fieldsOf(value: unknown): string[] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof Map) ? Object.keys(value) : [];
}

/** The names of a story in the order in which they appear. */
export function namesIn(moves: readonly Move[]): string[] {
  return moves.flatMap((move) => {
    if ('let' in move) return [move.let];
    if ('call' in move) {
      const nested = move.args.flatMap((arg) => (isAsked(arg) ? namesIn(arg.during) : []));
      return move.as === undefined ? nested : [...nested, move.as];
    }
    return 'as' in move && move.as !== undefined ? [move.as] : [];
  });
}

function readTexts(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.map(String) : [];
}

function readOutcome(claim: unknown): Outcome {
  if (!isRecord(claim)) return { odd: 'something that the grader cannot read' };
  const heard = Array.isArray(claim.heard) ? (claim.heard as unknown[][]) : [];
  if ('returned' in claim) return { returned: claim.returned, heard };
  if ('refused' in claim) return { refused: claim.refused, heard };
  if ('threw' in claim) {
    return { threw: String(claim.threw), message: String(claim.message), heard };
  }
  return { odd: typeof claim.odd === 'string' ? claim.odd : 'something unknown' };
}
