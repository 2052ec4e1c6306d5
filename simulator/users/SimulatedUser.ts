import type { Owner } from '../clock/EventQueue';
import type { Serve } from '../inside/simulatedTcp';
import type { Endpoint } from '../../solution/supplied/types';
import type { Signals } from '../../solution/supplied/user/signalCells';
import type { UserServer } from '../../solution/supplied/user/UserServer';
import { SimulatedMiner } from './SimulatedMiner';

/** One life of a user, from its start to its crash. A user that returns has another life. */
export class SimulatedUser implements Owner {
  readonly name: string;
  isGone = false;
  drawn = 0;
  /** A deaf user takes connections and never answers. */
  isDeaf = false;
  /** How long one message keeps the user busy, in whole microseconds. */
  workTime = 0;
  /** Until when the user is busy with earlier messages. */
  busyUntil = 0;
  /** Until when the user's line is busy with earlier messages. */
  lineUntil = 0;
  /** Answers requests. Undefined until the user listens. */
  serve: Serve | undefined;
  server: UserServer | undefined;
  /** The memory that the user shares with its miner. */
  signals: Signals | undefined;
  readonly miner: SimulatedMiner;
  /** The requests to this user that it has not yet answered. They break off when it crashes. */
  readonly unanswered = new Set<{ breakOff: () => void }>();
  /** Never aborted: a simulated user does not stop, it crashes. */
  readonly signal = new AbortController().signal;

  /** @param now the user's clock, in milliseconds since 1970 */
  constructor(
    readonly index: number,
    readonly life: number,
    readonly endpoint: Endpoint,
    now: () => number,
  ) {
    this.name = life === 0 ? `user ${index}` : `user ${index} life ${life}`;
    this.miner = new SimulatedMiner(now);
  }
}
