import type { StoryText } from '../../channel/storyText';
import type { Functions, Tools } from './Check';
import type { Place } from '../../channel/Problem';

/** What the process of a submission did with some stories. */
export type Told =
  | { played: readonly StoryText[] }
  /** It did not answer. `got` says why, in words for a student. */
  | { kind: 'hung' | 'ended'; got: string };

/** The tools of a search. */
export interface SearchTools<F extends Functions = Functions> extends Tools<F> {
  /** All random data of the search comes from this number. */
  seed: number;
  /**
   * Plays stories in the process of the submission.
   *
   * @param anew true to load the submission again before each story
   * @param ms how long they can take together, in milliseconds
   * @throws CheckFailed if the submission cannot be loaded
   */
  tell: (stories: StoryText, anew: boolean, ms: number) => Promise<Told>;
  /** Finds where a function is in the student's file. */
  placeOf: (name: string) => Place | undefined;
}

/**
 * Tries what the examples of a step do not try. Runs after all checks of the step have passed.
 *
 * @throws SearchFailed for a case in which the submission breaks a sentence
 */
export type Search = (tools: SearchTools) => Promise<void>;

/**
 * Plays a case that the search of a step has found once more.
 *
 * @param searched the field `searched` of the failure
 * @throws SearchFailed if the submission still breaks the sentence
 */
export type Replay = (tools: SearchTools, searched: unknown) => Promise<void>;

/** Loads the search of each step that has one. */
export type Searches = Readonly<Partial<Record<string, () => Search>>>;
