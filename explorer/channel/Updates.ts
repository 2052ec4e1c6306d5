import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../../solution/supplied/types';

/**
 * What the observer tells the page, as server-sent events of one stream (`/updates`). The name of
 * an event is the key; its data is the value as JSON. A new page first gets all that is known, in
 * this order, then each change. All values come from strangers: shapes are checked, texts are not.
 */
export interface Updates {
  /** Sent once, and again if the observer changes to another network. */
  network: { genesis: Hash; difficulty: number; reward: number };
  /** Blocks that this page has not had yet, parents first. */
  blocks: readonly SeenBlock[];
  /** All users ever seen, sent again whenever one of them changes. */
  users: readonly SeenUser[];
  /** Block announcements and payments that this page has not had yet, oldest first. */
  messages: readonly SeenMessage[];
}

/** A block that at least one user has had on its chain. */
export interface SeenBlock {
  block: Block;
  /** The first rule that the block breaks on its parent; null if it is valid. */
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
  /** The height that the user reports. */
  height: number;
  /** How many other users it says it knows. */
  peers: number;
  /** When it last answered, in milliseconds since 1970. */
  heardAt: number;
  /** False once it has stopped answering. */
  here: boolean;
  /** What is wrong with its answers; null if nothing is. */
  trouble: Code | null;
}

/** A message between two users, as its receiver reports it. */
export interface SeenMessage {
  /** Unique among all messages. */
  id: string;
  type: 'block' | 'transaction';
  /** The block's hash or the transaction's id. */
  subject: string;
  /** The block's height; null for a transaction. */
  height: number | null;
  /** The sender; null if it is unknown. */
  from: Address | null;
  to: Address;
  /** When the receiver answered it, in milliseconds since 1970. */
  at: number;
  answer: 'ok' | Code;
}
