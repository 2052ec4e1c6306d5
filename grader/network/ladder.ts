import { crash } from './rungs/crash';
import { deadPeer } from './rungs/deadPeer';
import { liars } from './rungs/liars';
import { partition } from './rungs/partition';
import { twoUsers } from './rungs/twoUsers';
import type { Stage } from './Stage';

/** One rung of the capstone. */
export interface Rung {
  letter: string;
  /** What a network that stands on it can do. */
  name: string;
  /** Why that matters. */
  why: string;
  /** How many processes it needs. */
  users: number;
  /** @throws RungFailed */
  play: (stage: Stage) => Promise<void>;
}

/** The rungs, the lowest first. */
export const LADDER: readonly Rung[] = [
  {
    letter: 'a',
    name: 'Two users agree',
    why:
      'A network is users who hold the same chain without a word about trust: each block that ' +
      'one mines has to reach the other, and be accepted there.',
    users: 2,
    play: twoUsers,
  },
  {
    letter: 'b',
    name: 'A dead peer is no matter',
    why:
      'Somewhere a machine is always off, or so slow that nobody can tell the difference. If one ' +
      'peer can hold up the others, anybody can stop the network.',
    users: 3,
    play: deadPeer,
  },
  {
    letter: 'c',
    name: 'A user crashes and returns',
    why:
      'Processes die in the middle of things. What others have accepted must survive that, and ' +
      'whoever returns must get the whole chain from them before it goes on.',
    users: 4,
    play: crash,
  },
  {
    letter: 'd',
    name: 'A partition heals',
    why:
      'While a cable is cut both sides are right. Afterwards there must be one history, and the ' +
      'payments of the side that lost must come back: exactly once.',
    users: 4,
    play: partition,
  },
  {
    letter: 'e',
    name: 'Liars get nowhere',
    why:
      'Nobody can be kept from joining. What holds a network together is that every user checks ' +
      'everything itself, refuses what is wrong, and loses nothing by having looked.',
    users: 2,
    play: liars,
  },
];
