import type * as HandleMsg from '../../../../solution/handleMsg';
import { handleMsg } from '../../../../solution/handleMsg';
import { isArrayOf } from '../../../harness/parent/sandbox/isArrayOf';
import { storedPlan } from '../../../harness/parent/search/storedPlan';
import type { Chapter } from '../../../harness/parent/search/storedPlan';
import { isRecord } from '../../../harness/parent/sandbox/isRecord';
import { CheckFailed } from '../../../harness/parent/suite/CheckFailed';
import { equals } from '../../../harness/parent/suite/equals';
import type { SearchTools } from '../../../harness/parent/suite/Search';
import { SearchFailed } from '../../../harness/parent/suite/SearchFailed';
import type { Cast, MessageStory } from '../channel/MessageStory';
import { playMessages, playToText } from '../channel/playMessages';
import type { StoryText } from '../child/scenario';
import { endingInWords, judgeStory } from './judgeStory';
import type { StoryDifference } from './judgeStory';
import { onlyStory } from './onlyStory';
import { readStorySeen } from './readStorySeen';
import { sentenceOf } from './sentenceOf';
import { shrinkStory } from './shrinkStory';
import { tellMessages, userAt, withNames } from './tellMessages';
import type { ToldWorld } from './ToldWorld';

const OF = 'handleMsg';
/** How many simpler stories are played together. With many, the answer can be too large. */
const AT_A_TIME = 10;
const REFERENCE = { handleMsg };

/** Plays stories with a submission, and looks for one in which it differs from the reference. */
export class MessageSearch {
  constructor(private readonly tools: SearchTools<typeof HandleMsg>) {}

  /**
   * @param stories makes the stories from a seed
   * @throws SearchFailed for the first story that fails, after it was shortened
   */
  async search(stories: (seed: number) => readonly ToldWorld[]): Promise<void> {
    const { seed } = this.tools;
    const chapters = await storedPlan(OF, seed, () => Promise.all(stories(seed).map(chapterOf)));
    const expected = chapters.flatMap((chapter) => chapter.expected);
    const texts = chapters.map((chapter) => chapter.stories);
    const played = await this.#play(texts, expected.length);
    // Equal texts are equal results. Different texts can differ in the order of fields.
    const isSame = played.map(
      ({ text, connections }, i) => text === expected[i] && connections === 0,
    );
    if (isSame.every(Boolean)) return;
    const all = texts.flatMap((text) => {
      const world = JSON.parse(text) as ToldWorld;
      return world.stories.map((story) => ({ world, story }));
    });
    for (const [i, { world, story }] of all.entries()) {
      if (isSame[i] || isEqual(played[i], expected[i])) continue;
      const difference = await judgeStory(story, world.cast, played[i]);
      if (difference !== undefined) throw await this.#failureOf(world, story, difference);
    }
  }

  /**
   * Plays one story.
   *
   * @throws SearchFailed if it fails
   */
  async replay(world: ToldWorld): Promise<void> {
    const [story] = world.stories;
    const [played] = await this.#play([JSON.stringify(world)], 1);
    const difference = await judgeStory(story, world.cast, played);
    if (difference !== undefined) throw await this.#describe(world, story, difference);
  }

  /**
   * @param worlds each a `ToldWorld` in JSON
   * @throws SearchFailed if a story does not end
   */
  async #play(worlds: readonly string[], count: number): Promise<readonly StoryText[]> {
    let last: unknown;
    const about = { of: OF, tried: 'messages to users of one program' } as const;
    try {
      const answer = await this.tools.play('inStories', about, worlds, () => (line) => {
        last = line;
      });
      return answer.read((value) => readTexts(value, count));
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      const { told, story, line } = placeIn(worlds, last);
      // A story alone tells its lines too.
      if (count > 1) await this.#play([JSON.stringify({ ...told, stories: [story] })], 1);
      throw endedAt(error, told, { ...story, lines: story.lines.slice(0, line + 1) });
    }
  }

  async #failureOf(
    world: ToldWorld,
    failing: MessageStory,
    difference: StoryDifference,
  ): Promise<SearchFailed> {
    const { cast } = world;
    let found = difference;
    const firstFailing = async (stories: readonly MessageStory[]): Promise<number> => {
      for (let from = 0; from < stories.length; from += AT_A_TIME) {
        const some = stories.slice(from, from + AT_A_TIME);
        const played = await this.#play([JSON.stringify({ ...world, stories: some })], some.length);
        for (const [i, story] of some.entries()) {
          const simpler = await judgeStory(story, cast, played[i]);
          if (simpler === undefined) continue;
          found = simpler;
          return from + i;
        }
      }
      return -1;
    };
    const story = await shrinkStory(failing, firstFailing);
    return this.#describe(world, story, found);
  }

  async #describe(
    world: ToldWorld,
    story: MessageStory,
    found: StoryDifference,
  ): Promise<SearchFailed> {
    const { cast } = world;
    const { kind, user, expected, got } = found;
    const acting = new Set(story.lines.flat().map((event) => event.user));
    const where =
      kind === 'state'
        ? `at the end, ${userAt(story.users[user].address)} has `
        : `line ${acting.size + found.line + 1}: `;
    return new SearchFailed(
      {
        kind: 'wrong',
        tried: `handleMsg, in one program:\n${tellMessages(world, story)}`,
        expected: withNames(where + expected),
        got: withNames(kind === 'state' ? where + got : got),
        place: this.tools.placeOf(OF),
        searched: onlyStory(world, story),
      },
      await brokenBy(found, story, cast),
      OF,
    );
  }
}

/** True if both texts are the same but for the order of fields. Much faster than `judgeStory`. */
function isEqual({ text, connections }: StoryText, expected: string): boolean {
  return connections === 0 && equals(readStorySeen(text), readStorySeen(expected));
}

/** Returns the number of the handout's sentence that a difference breaks. */
async function brokenBy(
  difference: StoryDifference,
  story: MessageStory,
  cast: Cast,
): Promise<number> {
  const { line, event, user } = difference;
  const lines = story.lines.slice(0, line + 1);
  const before = await playMessages(REFERENCE, { ...story, lines: lines.slice(0, -1) }, cast);
  const after = await playMessages(REFERENCE, { ...story, lines }, cast);
  const answer = endingInWords(after.lines[line].endings[event]);
  const { address } = story.users[user];
  return sentenceOf(difference, story, cast, { before: before.users[user], address, answer });
}

/** Plays the stories of a world with the reference. */
async function chapterOf(world: ToldWorld): Promise<Chapter> {
  const texts = world.stories.map((story) => playToText(REFERENCE, story, world.cast));
  return { stories: JSON.stringify(world), expected: await Promise.all(texts) };
}

/** Returns the story and its line at which a submission ended. The submission can report any. */
function placeIn(
  worlds: readonly string[],
  at: unknown,
): { told: ToldWorld; story: MessageStory; line: number } {
  const [world = 0, number = 0, line = Infinity] = isArrayOf(at, isNumber) ? at : [];
  const told = JSON.parse(worlds.at(world) ?? worlds[0]) as ToldWorld;
  return { told, story: told.stories.at(number) ?? told.stories[0], line };
}

/** Returns the failure of a story that did not end, with its lines up to the end. */
function endedAt({ failure }: CheckFailed, told: ToldWorld, story: MessageStory): SearchFailed {
  const sentence = failure.kind === 'hung' ? 15 : 1;
  const tried = `handleMsg, in one program:\n${tellMessages(told, story)}`;
  return new SearchFailed({ ...failure, tried, searched: onlyStory(told, story) }, sentence, OF);
}

function readTexts(value: unknown, count: number): readonly StoryText[] | undefined {
  return isArrayOf(value, isStoryText) && value.length === count ? value : undefined;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isStoryText(value: unknown): value is StoryText {
  return isRecord(value) && typeof value.text === 'string' && typeof value.connections === 'number';
}
