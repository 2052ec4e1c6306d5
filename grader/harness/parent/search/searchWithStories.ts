import { isDeepStrictEqual } from 'node:util';
import type { StepName } from '../../../course/course';
import { playStory } from '../../channel/playStory';
import { STOP } from '../../channel/Story';
import type { Move, Story } from '../../channel/Story';
import { playToText, readPlayed, readStories, writeStories } from '../../channel/storyText';
import type { Search, SearchTools } from '../suite/Search';
import { NotJudged } from '../suite/NotJudged';
import type { SearchFailed } from '../suite/SearchFailed';
import { differencesIn } from './differencesIn';
import { joinStories } from './joinStories';
import { shrinkMoves } from './shrinkMoves';
import { simplifyValues } from './simplifyValues';
import { storedPlan } from './storedPlan';
import type { Chapter } from './storedPlan';
import { storyFailure } from './storyFailure';
import type { Difference, Found, StorySearch } from './StorySearch';
import { withoutMoves } from './withoutMoves';

/** How many stories are sent in one request. */
const CHAPTER = 40;
/** How many stories are in the last chapter. Each of them begins in a new program. */
const LAST_CHAPTER = 12;
/** How long one request can take, in milliseconds. */
const REQUEST_MS = 2000;
/** How long a single story can take, in milliseconds, after a request has hung. */
const STORY_MS = 700;

/** How long the values of a story are simplified, in milliseconds. */
const SIMPLIFY_MS = 1000;

/** Returns a search that compares the submission with the reference, story by story. */
export function searchWithStories(step: StepName, search: StorySearch): Search {
  return async (tools) => {
    const chapters = await chaptersOf(step, search, tools.seed);
    for (const [n, { stories, expected }] of chapters.entries()) {
      const isLast = n === chapters.length - 1;
      const told = await tools.tell(stories, isLast, REQUEST_MS);
      if (!('played' in told)) {
        const failed = await endingIn(search, readStories(stories), tools);
        throw failed ?? new NotJudged('your code took too long in the search');
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
  const firstOf = async (
    candidates: ReadonlyArray<readonly Move[]>,
    isFailing: (again: Found) => boolean,
  ): Promise<number> => {
    const simpler = candidates.map((moves) => ({ moves }));
    const told = await tools.tell(writeStories(simpler), true, REQUEST_MS);
    if (!('played' in told)) return -1;
    return simpler.findIndex((story, i) => {
      const again = judge(search, story, told.played[i]);
      if (again === undefined || !isFailing(again)) return false;
      last = again;
      return true;
    });
  };
  const failing = (candidates: ReadonlyArray<readonly Move[]>): Promise<number> =>
    firstOf(candidates, () => true);
  for (let count = 1; count <= stories.length; count = Math.min(2 * count, stories.length)) {
    const joined = joinStories(stories.slice(-count));
    if ((await failing([joined.moves])) === 0) {
      try {
        await shrinkMoves(joined.moves, failing);
        const { sentence } = last;
        const end = performance.now() + SIMPLIFY_MS;
        const failingAlike = async (candidates: ReadonlyArray<readonly Move[]>): Promise<number> =>
          performance.now() > end
            ? -1
            : firstOf(candidates, (again) => again.sentence === sentence);
        await simplifyValues(last.story.moves, failingAlike);
        await shrinkMoves(last.story.moves, failingAlike);
        return storyFailure(search, last, tools, await isRightAlone(search, last, tools));
      } catch (error) {
        // The time is over. The story that was found is wrong all the same.
        if (!(error instanceof NotJudged)) throw error;
        return storyFailure(search, last, tools, false);
      }
    }
    if (count === stories.length) break;
  }
  return storyFailure(search, found, tools, true);
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
        return storyFailure(search, { story: { moves }, difference, sentence }, tools, false);
      }
    }
  }
  return undefined;
}
