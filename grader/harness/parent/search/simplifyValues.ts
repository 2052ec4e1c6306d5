import type { Move } from '../../channel/Story';
import { isAsked, isAt } from '../../channel/Story';
import { isMarked } from '../../channel/marked';

/** How many simpler values are tried at most. */
const MOST_TRIED = 80;

/**
 * Simpler numbers, from the simplest on: small ones, those where 32 bits end, and the first time that
 * a `Date` cannot hold.
 */
const SIMPLE = [1, 5, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 8_640_000_000_000_001];

type Path = ReadonlyArray<string | number>;

/**
 * Replaces the values in a story by simpler ones while the story still fails: texts by short ones,
 * numbers by small ones, and lists by shorter ones. So a student sees at once which value matters.
 *
 * @param failing returns the index of the first of these stories that fails, or -1
 */
export async function simplifyValues(
  moves: readonly Move[],
  failing: (stories: ReadonlyArray<readonly Move[]>) => Promise<number>,
): Promise<void> {
  let simplest = moves;
  let tried = 0;
  for (const path of [...leavesIn(moves)]) {
    for (let at = 0; at >= 0 && tried < MOST_TRIED;) {
      const value = valueAt(simplest, path);
      const simpler = simplerThan(value).map((other) => put(simplest, path, other) as Move[]);
      tried += simpler.length;
      at = simpler.length === 0 ? -1 : await failing(simpler);
      if (at >= 0) simplest = simpler[at];
    }
  }
}

/** Returns the paths of all texts and numbers that a story gives. Values with words stay. */
function* leavesIn(moves: readonly Move[]): Iterable<Path> {
  for (const [i, move] of moves.entries()) {
    if ('let' in move && move.words === undefined) yield* leavesOf(move.be, [i, 'be']);
    if ('change' in move) yield* leavesOf(move.to, [i, 'to']);
    if (!('call' in move)) continue;
    for (const [k, arg] of move.args.entries()) yield* leavesOf(arg, [i, 'args', k]);
  }
}

function* leavesOf(value: unknown, path: Path): Iterable<Path> {
  if (typeof value === 'string' || typeof value === 'number') yield path;
  if (typeof value !== 'object' || value === null || value instanceof Map) return;
  if (isListOfNames(value)) yield path;
  if (isAt(value) || isAsked(value) || isMarked(value)) return;
  for (const [key, part] of Object.entries(value)) {
    yield* leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function isListOfNames(value: object): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every((part) => isAt(part));
}

function simplerThan(value: unknown): unknown[] {
  if (typeof value === 'number') return SIMPLE.filter((simple) => Math.abs(value) > simple);
  if (typeof value === 'string' && /^([0-9a-f]{64}){1,2}$/.test(value)) {
    // A hash, an address or a signature stays one.
    const zeros = '0'.repeat(value.length);
    return value === zeros ? [] : [zeros];
  }
  if (typeof value === 'string') {
    const [odd] = /[^ -~]|["\\$%,]/u.exec(value) ?? [];
    const characters = [...value];
    const half = characters.slice(0, characters.length >> 1).join('');
    const texts = ['a', ...(odd === undefined ? [] : [odd]), half];
    return texts.filter((text) => text !== '' && text.length < value.length);
  }
  return Array.isArray(value) ? value.map((_part, i) => value.toSpliced(i, 1) as unknown) : [];
}

function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce((part, key) => (part as Record<string | number, unknown>)[key], whole);
}

/** Returns a copy of a value in which one part is replaced. */
function put(whole: unknown, [key, ...rest]: Path, part: unknown): unknown {
  const copy: Record<string | number, unknown> = Array.isArray(whole)
    ? ([...(whole as unknown[])] as unknown as Record<number, unknown>)
    : { ...(whole as Record<string, unknown>) };
  copy[key] = rest.length === 0 ? part : put(copy[key], rest, part);
  return copy;
}
