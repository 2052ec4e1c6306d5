/** The two threads of a user. */
export type Role = 'server' | 'miner';

export const ROLES: readonly Role[] = ['server', 'miner'];

/** The behaviour of a scripted thread that gets no order. */
export interface Behaviour {
  role: Role;
  /** When the thread posts `'ready'`. */
  ready: 'at once' | 'when told';
  /** What the thread does when it is asked to stop. */
  asked: 'ends' | 'ends later' | 'ends when told' | 'says ready, ends when told' | 'goes on';
  /** True for a miner that sleeps until its job number changes. */
  sleeps?: boolean;
  /** True for a thread that cannot start, because its data contain a function. */
  cannotBeSent?: boolean;
}

/** An order to a scripted thread. */
export type ThreadOrder =
  | { order: 'ready' | 'not ready' | 'throw' | 'exit' | 'end' }
  /** Sends these words to the other thread. */
  | { order: 'send'; words: string };

/** Messages that look like `'ready'` but are different. */
export const NOT_READY = ['Ready', ['ready'], { ready: true }, 'ready!'];

/** The message of the error that ends a scripted thread. */
export const DEATH_MESSAGE = 'listen EADDRINUSE: address already in use';
