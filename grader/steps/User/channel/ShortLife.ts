import type { Role } from './ThreadOrder';

/** What can happen in a life: a call of `start` or `stop`, or an act of one of the threads. */
export type LifeMove =
  | 'start'
  /** A start in which this thread cannot be started. */
  | `start without ${Role}`
  | 'stop'
  /** A stop, and a start as soon as it has resolved. */
  | 'stop and start'
  /** The next time that `failed` is called, its listener calls `stop`, or makes a stop and start. */
  | `on failed, ${Answer}`
  | `${Role} ${ThreadAct}`;

export type Answer = 'stop' | 'stop and start';

/**
 * `other` are messages that are not `'ready'`. `dies` means by an error. A thread can also throw
 * other values. `exits` and `exits with 3` are ends without an error.
 */
export type ThreadAct = 'ready' | 'other' | 'dies' | Throws | 'exits' | 'exits with 3' | 'ends';

/** Values that count as false are left out. Right files take them for an end without an error. */
export type Throws = 'throws a text' | 'throws a number' | 'throws an object';

export const THROWS: readonly Throws[] = ['throws a text', 'throws a number', 'throws an object'];

/** The moves of each moment of a life. The moves of one moment are made in one tick. */
export type ShortLife = ReadonlyArray<readonly LifeMove[]>;

/** A user as seen after a moment. */
export interface LifeSeen {
  /** The state of each call of `start` and `stop`, in the order of the calls. */
  calls: readonly string[];
  /** The threads that have not exited. */
  alive: string;
  /** The running threads that were asked to stop. */
  asked: string;
  /** What `this.threads` is. */
  threads: 'what runs' | 'undefined' | 'something else';
  /** The errors that `this.failed` was called with. */
  failed: string;
  /** The threads that `stop` terminated before their second was over. */
  terminated: string;
  /** How many threads the user has started, and how many signals these threads have got. */
  started: string;
  /** How many errors of threads nobody listened to. */
  unheard: number;
}

/** Lives as they were lived. */
export interface LivedLives {
  /** All different views of a user. */
  views: readonly LifeSeen[];
  /**
   * For each life, the number of the view after each moment, up to the moment in which a second was
   * over.
   */
  lives: ReadonlyArray<readonly number[]>;
  /** True if a timer was left at the end. If the lives were played in turn, it is from the last. */
  isLeft: boolean;
}

/** How the lives are played. */
export interface HowToLive {
  /** How long to wait after each moment, in milliseconds. 0 stands for a few turns of the loop. */
  waitMs: number;
  /** True to play one life after the other, up to the first that leaves a timer. */
  isInTurn: boolean;
}

/** The words for an error in `LifeSeen`. */
export const DEATH = 'the error of the thread';
export const AN_ERROR = 'an Error';
