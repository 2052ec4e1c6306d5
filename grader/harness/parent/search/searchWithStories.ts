import { isDeepStrictEqual } from 'node:util';
import type { StepName } from '../../../course/course';
import { playStory } from '../../channel/playStory';
import { STOP } from '../../channel/Story';
import type { Move, Story } from '../../channel/Story';
import { playToText, readPlayed, readStories, writeStories } from '../../channel/storyText';
import { show, showDifference } from '../suite/show';
import type { Search, SearchTools } from '../suite/Search';
import { SearchFailed } from '../suite/SearchFailed';
import { differencesIn } from './differencesIn';
import { joinStories } from './joinStories';
import { shrinkMoves } from './shrinkMoves';
import { storedPlan } from './storedPlan';
import type { Chapter } from './storedPlan';
import type { Difference, StorySearch } from './StorySearch';
import { showMove, showOutcome, storyInWords } from './storyInWords';
import { withoutMoves } from './withoutMoves';

/** How many stories are sent in one request. */
const CHAPTER = 40;
/** How many stories are in the last chapter. Each of them begins in a new program. */
const LAST_CHAPTER = 12;
/** How long one request can take, in milliseconds. */
const REQUEST_MS = 2000;
/** How long a single story can take, in milliseconds, after a request has hung. */
const STORY_MS = 700;

/** A story that fails, with its difference and the sentence that it breaks. */
interface Found {
  story: Story;
  difference: Difference;
  sentence: number;
}

/** Returns a search that compares the submission with the reference, story by story. */
export function searchWithStories(step: StepName, search: StorySearch): Search {
  return async (tools) => {
    const chapters = await chaptersOf(step, search, tools.seed);
    for (const [n, { stories, expected }] of chapters.entries()) {
      const isLast = n === chapters.length - 1;
      const told = await tools.tell(stories, isLast, REQUEST_MS);
      if (!('played' in told)) {
        const failed = await endingIn(search, readStories(stories), tools);
        if (failed === undefined) return;
        throw failed;
      }
      // Equal texts are equal results. Different texts can differ in the order of fields.
      if (expected.every((text, i) => text === told.played[i])) continue;
      const all = readStories(stories);
      for (const [i, story] of all.entries()) {
        const found = judge(search, story, told.played[i]);
        if (found === undefined) continue;
        const earlier = chapters.slice(0, n).flatMap((chapter) => readStories(chapter.stories));
        throw await shortestOf(search, [...earlier, ...all.slice(0, i + 1)], found, tools);
      }
    }
  };
}

function chaptersOf(
  step: StepName,
  { stories, reference }: StorySearch,
  seed: number,
): Promise<Chapter[]> {
  return storedPlan(step, seed, () => {
    const all = [...stories(seed)];
    const last = all.splice(-LAST_CHAPTER);
    const parts = Array.from({ length: Math.ceil(all.length / CHAPTER) }, (_, i) =>
      all.slice(i * CHAPTER, (i + 1) * CHAPTER),
    );
    return [...parts, last].map((part) => {
      return {
        stories: writeStories(part),
        expected: part.map((story) => playToText(reference, story)),
      };
    });
  });
}

function judge(search: StorySearch, story: Story, claim: unknown): Found | undefined {
  const expected = playStory(search.reference, story);
  // No story may ask for what no sentence promises.
  if (expected.outcomes.some((outcome) => 'threw' in outcome && outcome.message !== STOP)) {
    return undefined;
  }
  for (const difference of differencesIn(story, expected, readPlayed(claim))) {
    const sentence = search.sentenceOf(difference, story);
    if (sentence !== undefined) return { story, difference, sentence };
  }
  return undefined;
}

/** Shrinks the story that fails. If it does not fail alone, joins it with the earlier ones. */
async function shortestOf(
  search: StorySearch,
  stories: readonly Story[],
  found: Found,
  tools: SearchTools,
): Promise<SearchFailed> {
  let last = found;
  const failing = async (candidates: ReadonlyArray<readonly Move[]>): Promise<number> => {
    const shorter = candidates.map((moves) => ({ moves }));
    const told = await tools.tell(writeStories(shorter), true, REQUEST_MS);
    if (!('played' in told)) return -1;
    return shorter.findIndex((story, i) => {
      const again = judge(search, story, told.played[i]);
      last = again ?? last;
      return again !== undefined;
    });
  };
  for (let count = 1; count <= stories.length; count = Math.min(2 * count, stories.length)) {
    const joined = joinStories(stories.slice(-count));
    if ((await failing([joined.moves])) === 0) {
      await shrinkMoves(joined.moves, failing);
      return failureOf(search, last, tools, await isRightAlone(search, last, tools));
    }
    if (count === stories.length) break;
  }
  return failureOf(search, found, tools, true);
}

/** True if the call that fails is right without the earlier calls, although they do not matter. */
async function isRightAlone(
  search: StorySearch,
  { story, difference }: Found,
  tools: SearchTools,
): Promise<boolean> {
  if (difference.kind !== 'outcome') return false;
  const others = story.moves.flatMap((move, i) =>
    'call' in move && i !== difference.move ? [i] : [],
  );
  const alone = { moves: withoutMoves(story.moves, new Set(others)) };
  if (
    others.length === 0 ||
    !areWithoutEffect(search, story.moves.slice(0, difference.move), others)
  ) {
    return false;
  }
  const { outcomes } = playStory(search.reference, alone);
  if (!isDeepStrictEqual(outcomes, [difference.expected])) return false;
  const told = await tools.tell(writeStories([alone]), true, STORY_MS);
  return 'played' in told && judge(search, alone, told.played[0]) === undefined;
}

/** True if some moves may be left out, because all values are the same without them. */
function areWithoutEffect(
  { reference }: StorySearch,
  moves: readonly Move[],
  others: readonly number[],
): boolean {
  const { values } = playStory(reference, { moves });
  const fewer = playStory(reference, { moves: withoutMoves(moves, new Set(others)) }).values;
  return Object.entries(fewer).every(([name, value]) => isDeepStrictEqual(value, values[name]));
}

/**
 * Finds the story, and the call in it, that does not return or ends the process.
 *
 * @returns undefined if each story alone is answered, because the file can be right and slow
 */
async function endingIn(
  search: StorySearch,
  stories: readonly Story[],
  tools: SearchTools,
): Promise<SearchFailed | undefined> {
  for (const story of stories) {
    const whole = await tools.tell(writeStories([story]), true, STORY_MS);
    if ('played' in whole) continue;
    const calls = story.moves.flatMap((move, at) => ('call' in move ? [{ move, at }] : []));
    for (const [i, { move, at }] of calls.entries()) {
      const moves = story.moves.slice(0, at + 1);
      const part = await tools.tell(writeStories([{ moves }]), true, STORY_MS);
      if ('played' in part) continue;
      const [expected] = playStory(search.reference, story).outcomes.slice(i);
      const difference: Difference = {
        kind: 'ending',
        call: move.call,
        move: at,
        expected,
        got: part.got,
        isHang: part.kind === 'hung',
      };
      const sentence = search.sentenceOf(difference, story);
      if (sentence !== undefined) {
        return failureOf(search, { story: { moves }, difference, sentence }, tools, false);
      }
    }
  }
  return undefined;
}

function failureOf(
  { labels = {} }: StorySearch,
  { story, difference, sentence }: Found,
  { placeOf }: SearchTools,
  isAlone: boolean,
): SearchFailed {
  const [of, expected, got] = wordsOf(difference, story);
  const labelled = (text: string): string => withLabels(text, labels);
  const note = isAlone
    ? '\nAlone, this call is right: your code keeps something from an earlier call.'
    : '';
  return new SearchFailed(
    {
      kind: difference.kind === 'ending' ? (difference.isHang ? 'hung' : 'ended') : 'wrong',
      tried: labelled(`these lines, in one program:\n${storyInWords(story)}`),
      expected: labelled(expected),
      got: labelled(got + note),
      place: placeOf(of),
      story,
    },
    sentence,
    of,
  );
}

/** Returns the function that differs, the expected result, and the result. */
function wordsOf(
  difference: Difference,
  { moves }: Story,
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
    const [wanted, found] = showDifference(expected.returned, got.returned);
    if (show(expected.returned) === show(got.returned)) {
      const [asked, heard] = showDifference(expected.heard, got.heard);
      return [call, `${line}: the callback is called with ${asked}`, heard];
    }
    return [call, `${line}: ${'call' in made ? showMove(made) : call} returns ${wanted}`, found];
  }
  return [call, `${line}: ${showOutcome(expected)}`, showOutcome(got)];
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
