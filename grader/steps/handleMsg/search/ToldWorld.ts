import type { Cast, MessageStory } from '../channel/MessageStory';

/** What students read about a member of the cast. */
export interface Description {
  words: string;
  /** The name of a block's parent. */
  parent?: string;
  /** The name of the block or payment of which this is a changed form. */
  of?: string;
}

/** Stories that use the same blocks and payments. Plain data that JSON keeps. */
export interface ToldWorld {
  cast: Cast;
  /** The words for each member of the cast. */
  descriptions: Readonly<Record<string, Description>>;
  stories: readonly MessageStory[];
}
