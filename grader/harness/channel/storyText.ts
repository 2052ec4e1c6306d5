import { decode } from './decode';
import { encode } from './encode';
import { playStory } from './playStory';
import { marked } from './marked';
import type { Played, Story } from './Story';

/** Stories, or what a story did, in the text form in which processes send and store them. */
export type StoryText = string;

export function writeStories(stories: readonly Story[]): StoryText {
  return JSON.stringify(stories, (_key, value: unknown) => marked(value));
}

/** @param text a text from `writeStories`, and not from a submission */
export function readStories(text: StoryText): Story[] {
  return JSON.parse(text) as Story[];
}

/** Plays a story. Returns what it did as a text, or an empty text if that is no plain data. */
export function playToText(functions: Record<string, unknown>, story: Story): StoryText {
  const played = playStory(functions, story);
  try {
    return JSON.stringify(encode(played));
  } catch {
    return '';
  }
}

/** Returns what a story did. A text from a submission can contain anything. */
export function readPlayed(text: unknown): Partial<Record<keyof Played, unknown>> {
  try {
    return Object(decode(JSON.parse(String(text)))) as Record<string, unknown>;
  } catch {
    return {};
  }
}
