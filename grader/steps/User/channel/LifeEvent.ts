import type { Role } from './ThreadOrder';

/** An error as plain data. */
export interface Described {
  isError: boolean;
  message: string;
}

/**
 * An event in the life of a user. `thread` is the number of a thread, in the order in which the
 * user started its threads, from 0.
 */
export type UserEvent = { user: string } & (
  | {
      event: 'started';
      code: Role | 'other code';
      data: Role | 'other data';
      /** Equal numbers stand for the same object. */
      signals: number;
      areShared: boolean;
    }
  | { event: 'exited' | 'terminated' | 'asked'; thread: number; at: number }
  /** The thread posted a message of its own. */
  | { event: 'said'; thread: number; isReady: boolean }
  /** The words came from the other thread. */
  | { event: 'heard'; thread: number; words: string }
  /** The thread died of the scripted error, and nothing listened to its error event. */
  | { event: 'unheard' }
  | { event: 'called'; call: string; at: number }
  | { event: 'settled'; call: string; at: number; isRunning: boolean; error?: Described }
  /** A time limit is over. See `OVERDUE_MS`. */
  | { event: 'overdue'; after: Limited }
  /** `this.failed` was called. */
  | { event: 'failed'; error: Described }
  | { event: 'looked'; threads?: FoundThreads }
);

/** What `this.threads` contains: the numbers of threads and signals, or -1 for other values. */
export interface FoundThreads {
  server: number;
  miner: number;
  signals: number;
  isStopped: boolean;
}

/** An event in the life of some users. The times are in milliseconds. */
export type LifeEvent =
  | UserEvent
  /** `timers` is the number of timers that run. */
  | { event: 'turned'; turn: string; timers: number }
  /** The life has ended by itself. */
  | { event: 'left' };

/** What has a time limit: the call of `stop`, and the exit of the last thread. */
export type Limited = 'stop' | 'last exit';

/**
 * How long after it a correct `stop` has terminated all threads, and has settled, in milliseconds.
 * The limit for the termination is between one second and a second that begins half a second later.
 * A busy machine delays the timers of the submission and of this limit alike, so their order shows
 * which time is longer.
 */
export const OVERDUE_MS: Readonly<Record<Limited, number>> = { stop: 1250, 'last exit': 500 };

/** The maximum number of events in a life. An honest life has fewer than a thousand. */
export const MOST_EVENTS = 2000;
/** How much of a text is reported, in characters. */
export const LONGEST_TEXT = 2000;
