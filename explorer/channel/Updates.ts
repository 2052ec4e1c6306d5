import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../../solution/supplied/types';
import type { SeenFault } from './Fault';
import type { SeenEvent } from './SeenEvent';
import type { SeenSplit } from './Split';

/**
 * The events that the observer sends to the page, in one stream of server-sent events (`/updates`).
 * The name of an event is the key. The data of an event is the value as JSON. A new page first gets
 * all known data in the order below, and then each change. All values come from strangers. The
 * observer checks the shapes of the values, but not the texts in them.
 */
export interface Updates {
  /** Sent first, and again after a change to another network. */
  network: {
    genesis: Hash;
    difficulty: number;
    reward: number;
    /** When the observer found the network, in milliseconds since 1970. */
    begunAt: number;
  };
  /** The blocks that this page has not received yet, parents first. */
  blocks: readonly SeenBlock[];
  /** All users ever seen. The whole list is sent again when a user changes. */
  users: readonly SeenUser[];
  /** The block announcements and payments that this page has not received yet, oldest first. */
  messages: readonly SeenMessage[];
  /** All faults that the observer sees now. The whole list is sent again after a change. */
  faults: readonly SeenFault[];
  /** The current split of the network. Sent again after each change. */
  split: SeenSplit | null;
  /** The events that this page has not received yet, oldest first. */
  events: readonly SeenEvent[];
  /** When the network was ended, in milliseconds since 1970. Sent only then. */
  ended: number;
}

/** A block that was on the chain of at least one user. */
export interface SeenBlock {
  block: Block;
  /** When the observer received the block, in milliseconds since 1970. */
  seenAt: number;
  /** The code of the first rule that the block breaks. Null if the block is valid. */
  code: Code | null;
  /**
   * Set for a block that is only claimed: its hash or its work is wrong, or it does not fit its
   * place, or it comes after such a block. Its `hash` and its `previousHash` prove nothing, so it
   * has an id, and the id of the block before it.
   */
  claim?: { id: Hash; parent: Hash };
}

/** The facts that the observer knows about a user. */
export interface SeenUser {
  name: string;
  address: Address;
  host: string;
  port: number;
  /** The newest block of this user's chain that the observer has: its hash, or the id of a claim. */
  tip: Hash;
  /** The height that the user reports. */
  height: number;
  /** How many other users this user reports as its peers. */
  peers: number;
  /** When the user last answered, in milliseconds since 1970. */
  heardAt: number;
  /** False if the user does not answer any more. */
  here: boolean;
  /** The code of the problem in the user's answers. Null if the answers are right. */
  trouble: Code | null;
}

/** A message between two users. The receiver reports it to the observer. */
export interface SeenMessage {
  /** Unique among all messages. */
  id: string;
  type: 'block' | 'transaction';
  /** The hash of the block, or the id of the transaction. */
  subject: string;
  /** The height of the block. Null for a transaction. */
  height: number | null;
  /** The sender. Null if the sender is unknown. */
  from: Address | null;
  to: Address;
  /** When the receiver answered the message, in milliseconds since 1970. */
  at: number;
  answer: 'ok' | Code;
}
