import { isDeepStrictEqual } from 'node:util';
import { playStory } from '../../channel/playStory';
import type { Move, Outcome, Place, Story } from '../../channel/Story';
import { ALONE_RIGHT, SearchFailed } from '../suite/SearchFailed';
import type { SearchTools } from '../suite/Search';
import { show, showDifference } from '../suite/show';
import { nameOfValue } from './nameOfValue';
import { plainNames } from './plainNames';
import type { Difference, Found, StorySearch } from './StorySearch';
import { codeOfPlace, showMove, showOutcome, storyInWords } from './storyInWords';

/**
 * Tells the story of a failure line by line, with what should have come out.
 *
 * @param isAlone true if the call that fails is right without the earlier calls
 */
export function storyFailure(
  { labels = {}, reference }: StorySearch,
  { story: found, difference: foundDifference, sentence }: Found,
  { placeOf }: SearchTools,
  isAlone: boolean,
): SearchFailed {
  const { story, names } = plainNames(found);
  const difference =
    foundDifference.kind === 'value'
      ? { ...foundDifference, name: names.get(foundDifference.name) ?? foundDifference.name }
      : foundDifference;
  const nameOf = (value: unknown, line: number): Place | undefined =>
    nameOfValue(value, playStory(reference, { moves: story.moves.slice(0, line) }).values);
  const [of, expected, got] = wordsOf(difference, story, nameOf);
  const labelled = (text: string): string => withLabels(text, labels);
  const note = isAlone ? ALONE_RIGHT : sharedNote(reference, story, difference);
  return new SearchFailed(
    {
      kind: difference.kind === 'ending' ? (difference.isHang ? 'hung' : 'ended') : 'wrong',
      tried: labelled(
        `these lines, in one program:\n${storyInWords(story, nameOf, outcomesOf(reference, story, difference))}`,
      ),
      expected: labelled(expected),
      got: labelled(got + note),
      place: placeOf(of),
      story: { ...story, ...(difference.kind === 'value' && { atEnd: difference.name }) },
    },
    sentence,
    of,
  );
}

/** Returns the outcome of each call by its line. The call that differs has none. */
function outcomesOf(
  reference: StorySearch['reference'],
  story: Story,
  difference: Difference,
): ReadonlyMap<number, Outcome> {
  const { outcomes } = playStory(reference, story);
  const calls = story.moves.flatMap((move, i) => ('call' in move ? [i] : []));
  const failing = difference.kind === 'value' ? -1 : difference.move;
  return new Map(
    calls.flatMap((line, i): Array<[number, Outcome]> =>
      line === failing ? [] : [[line, outcomes[i]]],
    ),
  );
}

/**
 * Says that two values share a part, if the last line touches another value than the one that
 * differs. Without that line there is no difference, because a story is shrunk to what it needs.
 */
function sharedNote(
  reference: StorySearch['reference'],
  { moves }: Story,
  difference: Difference,
): string {
  const [touched] = touchedBy(moves.at(-1)) ?? [];
  if (difference.kind !== 'value' || touched === undefined || touched === difference.name)
    return '';
  const [before, after] = [moves.slice(0, -1), moves].map(
    (played) => playStory(reference, { moves: played }).values[difference.name],
  );
  if (!isDeepStrictEqual(before, after)) return '';
  return `\n${touched} and ${difference.name} share a part. Your code must copy it.`;
}

/** Returns the place that a line changes without a call. */
function touchedBy(move: Move | undefined): Place | undefined {
  if (move === undefined) return undefined;
  if ('freeze' in move) return move.freeze;
  if ('seal' in move) return move.seal;
  if ('assign' in move) return move.assign;
  return 'change' in move ? move.change : undefined;
}

/** Returns the function that differs, the expected result, and the result. */
function wordsOf(
  difference: Difference,
  { moves }: Story,
  nameOf: (value: unknown, line: number) => Place | undefined,
): [of: string, expected: string, got: string] {
  if (difference.kind === 'value') {
    const { name, expected, got } = difference;
    const last = moves.findLast((move) => 'call' in move);
    const of = last !== undefined && 'call' in last ? last.call : '';
    if (difference.about !== undefined) {
      const [before, after] = [expected, got].map((texts) => (texts as string[]).join(', '));
      const wanted = {
        'fields in order': `${name} has its fields in this order: ${before}`,
        traces: before || `${name} is not frozen and has no hidden fields`,
      }[difference.about];
      return [of, `at the end, ${wanted}`, after || `${name} is not frozen`];
    }
    const [wanted, found] = showDifference(expected, got);
    return [of, `at the end, ${name} with ${wanted}`, found];
  }
  const { call, move, expected, got } = difference;
  const made = moves[move];
  const line = `line ${move + 1}`;
  if (typeof got === 'string') return [call, `${line}: ${showOutcome(expected)}`, got];
  if ('returned' in expected && 'returned' in got) {
    if (isDeepStrictEqual(expected.returned, got.returned)) {
      return [
        call,
        `${line}: goOn is called ${callsInWords(expected.heard)}`,
        `it is called ${callsInWords(got.heard)}`,
      ];
    }
    const shown = showDifference(expected.returned, got.returned);
    const places = [expected, got].map(({ returned }) => nameOf(returned, move));
    // A name says more only instead of another one, or of no value.
    const areNamed = places[0] !== undefined || expected.returned === null;
    const [wanted, found] = places.map((place, i) =>
      place === undefined || !areNamed ? shown[i] : codeOfPlace(place),
    );
    const [asked, heard] = [expected, got].map((outcome) => outcome.heard.length);
    const note =
      asked === heard
        ? ''
        : `\nIt called goOn ${times(heard)}, and should call it ${times(asked)}.`;
    const shownCall = 'call' in made ? showMove(made) : call;
    return [call, `${line}: ${shownCall} returns ${wanted}`, found + note];
  }
  return [call, `${line}: ${showOutcome(expected)}`, showOutcome(got)];
}

/** @param heard the arguments of each call */
function callsInWords(heard: ReadonlyArray<readonly unknown[]>): string {
  if (heard.length === 0) return 'never';
  const shown = heard.map((args) => args.map((arg) => show(arg)).join(', ') || 'nothing');
  const isSame = shown.every((one) => one === shown[0]);
  return `${times(heard.length)}, with ${isSame ? shown[0] : shown.join(', then ')}`;
}

function times(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`;
}

/** Replaces long texts with their labels. Inside other values, such texts are shortened. */
function withLabels(text: string, labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).reduce((shown, [long, label]) => {
    const short = show([long]).slice(2, -2);
    return shown
      .replaceAll(`'${long}'`, label)
      .replaceAll(`'${short}'`, label)
      .replaceAll(`${short}:`, `${label}:`);
  }, text);
}
