import type { Behaviour, Role, ThreadOrder } from './ThreadOrder';

/** How the scripted threads of a user differ from correct threads. */
export type Behaviours = { readonly [R in Role]?: Partial<Behaviour> };

/** An order of a story to the life of some users. The ids are random. */
export type LifeOrder =
  | { order: 'create'; user: string; behaviours: Behaviours }
  | { order: 'call'; user: string; call: string; name: 'start' | 'stop' }
  | { order: 'send'; user: string; to: Role; thread: ThreadOrder }
  /** From now on, terminated threads of the user end only after `release`. */
  | { order: 'hold' | 'release'; user: string }
  /** Waits until all due events have happened, and reports a look at each user. */
  | { order: 'turn'; turn: string };

/**
 * A message of a story. The orders of one list are obeyed in one tick. After `leave`, the life ends
 * by itself if nothing is left in it. After `end`, it is ended.
 */
export type StoryMessage = readonly LifeOrder[] | 'leave' | 'end';
