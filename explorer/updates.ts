import type { Code } from '../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../solution/supplied/types';

/**
 * What the observer tells the page, as events of one stream (`/updates`, server-sent). An event's
 * name is the key, its data the value as JSON. A page that connects first gets all that is known, in
 * this order, and then what changes. Everything in it comes from strangers: shapes are checked, words
 * are not.
 */
export interface Updates {
  /** Once, and again if the network that is watched is another one than before. */
  network: { genesis: Hash; difficulty: number; reward: number };
  /** Blocks not told before, parents first. */
  blocks: readonly SeenBlock[];
  /** Everyone ever seen, whole, whenever something of it changes. */
  users: readonly SeenUser[];
  /** Announcements and payments not told before, in the order in which they were heard. */
  messages: readonly SeenMessage[];
}

/** A block that at least one user has had on its chain. */
export interface SeenBlock {
  block: Block;
  /** The first rule that it breaks on its parent, with all before it applied; null if it is valid. */
  code: Code | null;
}

/** A user, as the observer knows it. */
export interface SeenUser {
  name: string;
  address: Address;
  host: string;
  port: number;
  /** The newest block that the observer has of this user's chain. */
  tip: Hash;
  /** What the user says its height is. */
  height: number;
  /** How many other users it says it knows. */
  peers: number;
  /** When it last answered, in milliseconds since 1970. */
  heardAt: number;
  /** False once it has stopped answering. */
  here: boolean;
  /** What is wrong with what it answers, if anything is. */
  trouble: Code | null;
}

/** A message between two users, as the one that heard it reports. */
export interface SeenMessage {
  /** Names this message, and never another. */
  id: string;
  type: 'block' | 'transaction';
  /** The block's hash or the transaction's id. */
  subject: string;
  /** The block's height; null for a transaction. */
  height: number | null;
  /** Who sent it; null for a stranger. */
  from: Address | null;
  to: Address;
  /** When it was heard and answered, in milliseconds since 1970. */
  at: number;
  answer: 'ok' | Code;
}
