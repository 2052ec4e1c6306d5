import type { Move, Outcome, Place, Story } from '../../channel/Story';
import { isAsked, isAt, STOP } from '../../channel/Story';
import type { asked } from '../../channel/Story';
import { isMarked } from '../../channel/marked';
import { liveOf } from '../../channel/playStory';
import { show, wordOf } from '../suite/show';

/**
 * Returns a story as numbered lines, such as a student would write them.
 *
 * @param nameOf finds a place that has an equal value before this line, from 0
 * @param outcomes of calls, by the line. They are told in a few words
 */
export function storyInWords(
  { moves }: Story,
  nameOf: (value: unknown, line: number) => Place | undefined,
  outcomes: ReadonlyMap<number, Outcome>,
): string {
  return moves
    .map((move, i) => {
      const equal = 'change' in move ? nameOf(move.to, i) : undefined;
      return `${i + 1}. ${lineOf(move, equal)}${briefly(outcomes.get(i))}`;
    })
    .join('\n');
}

function briefly(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  if ('refused' in outcome) return `: ${wordOf(outcome.refused)}, which is right`;
  if (!('returned' in outcome) || typeof outcome.returned === 'object') return '';
  return outcome.returned === undefined ? '' : `: ${show(outcome.returned)}, which is right`;
}

/** @param equal the place of a value like the one that the line assigns */
function lineOf(move: Move, equal?: Place): string {
  if ('let' in move) return `${move.let} is ${move.words ?? codeOf(move.be)}`;
  if ('copy' in move) return `${move.as} is an equal copy of ${codeOfPlace(move.copy)}`;
  if ('freeze' in move)
    return `${codeOfPlace(move.freeze)} and all its parts are frozen (Object.freeze)`;
  if ('seal' in move) return `${codeOfPlace(move.seal)} is sealed (Object.seal)`;
  if ('assign' in move) return `Object.assign(${codeOfPlace(move.assign)}, ${codeOf(move.from)})`;
  if ('change' in move) {
    const to = equal === undefined ? codeOf(move.to) : `an equal copy of ${codeOfPlace(equal)}`;
    return `${codeOfPlace(move.change)} = ${to}`;
  }
  return `${move.as === undefined ? '' : `${move.as} = `}${showMove(move)}`;
}

/** Returns the call of a move. */
export function showMove({ call, args }: Extract<Move, { call: string }>): string {
  return `${call}(${args.map(codeOf).join(', ')})`;
}

/** Returns the outcome of a call in words. */
export function showOutcome(outcome: Outcome): string {
  if ('refused' in outcome) return `a Refusal with the code ${wordOf(outcome.refused)}`;
  if ('threw' in outcome) return `it threw ${outcome.threw}: ${outcome.message}`;
  if ('odd' in outcome) return outcome.odd;
  return outcome.returned === undefined ? 'it returns' : `it returns ${show(outcome.returned)}`;
}

/** Returns a place as a student would write it. */
export function codeOfPlace([name, ...keys]: Place): string {
  return keys.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return /^[A-Za-z]\w*$/.test(key) ? `${text}.${key}` : `${text}.get(${show(key)})`;
  }, name);
}

function codeOf(value: unknown): string {
  if (isAt(value)) return codeOfPlace(value['@at']);
  if (isAsked(value)) return goOnOf(value);
  if (Array.isArray(value)) return `[${value.map(codeOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Map) return show(value);
  if (isMarked(value)) return show(liveOf(value, new Map()));
  const fields = Object.entries(value);
  if (!fields.some(([, part]) => usesName(part))) return show(liveOf(value, new Map()));
  return `{ ${fields.map(([name, part]) => `${name}: ${codeOf(part)}`).join(', ')} }`;
}

function usesName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isAt(value) || Object.values(value).some(usesName);
}

/** Names a callback by its answers, if they are special. */
function goOnOf({ '@answers': answers, last, during }: ReturnType<typeof asked>): string {
  const lines = during.map((move) => lineOf(move)).join('; ');
  if (lines !== '') return `goOn, which first does: ${lines}`;
  const isStopped = [...answers, last].includes(STOP);
  const falseAt = [...answers, last].indexOf(false) + 1;
  if (isStopped) return 'goOn, which throws an error';
  return falseAt > 0 ? `goOn, which returns false at call ${falseAt}` : 'goOn';
}
