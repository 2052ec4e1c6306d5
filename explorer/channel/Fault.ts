import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Hash } from '../../solution/supplied/types';

/**
 * Why something in a network is wrong, as far as it is visible from outside.
 *
 * - A code: a user made a block or an answer that breaks this rule.
 * - `accepted`: a user accepted an invalid block of another user.
 * - `misplaced`: a user put a block of another user after a block that is not its parent.
 * - `unannounced`: a user does not announce its blocks to all of its peers.
 * - `other-network`: an endpoint that was given to the explorer belongs to another network.
 */
export type Cause = Code | 'accepted' | 'misplaced' | 'unannounced' | 'other-network';

/** The place in the course where a fault is repaired. */
export interface Remedy {
  /** The number of the step. Null if no step has this fault. */
  step: number | null;
  /** The student's file, from the project's root. Null if no student writes it. */
  file: string | null;
  /** The handout, from the project's root. */
  handout: string;
  /** The sentence of the handout that the fault breaks, with its number. */
  sentence: { number: number; text: string } | null;
}

/**
 * The remedies of each cause, the most probable first. The course gives this table to the explorer,
 * because the explorer does not know the course.
 */
export type Guide = Readonly<Record<Exclude<Cause, 'other-network'>, readonly Remedy[]>>;

/** A fault that the observer sees now. */
export interface SeenFault {
  /** Unique among all faults. */
  id: string;
  /** The user whose part is wrong. Null if the fault belongs to no single user. */
  user: Address | null;
  /** The endpoint of a user whose address is unknown. */
  endpoint: string | null;
  /** The wrong thing, such as `block 2`. */
  subject: string;
  /** The id of the wrong block in the tree. Null if the tree does not have it. */
  block: Hash | null;
  cause: Cause;
  /** The facts, in full sentences. They contain no text of a stranger. */
  detail: string;
  /** Other users who take part: who also has the block, or who does not hear the announcements. */
  others: readonly Address[];
  remedies: readonly Remedy[];
}
