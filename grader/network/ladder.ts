import { crash } from './rungs/crash';
import { deadPeer } from './rungs/deadPeer';
import { liars } from './rungs/liars';
import { partition } from './rungs/partition';
import { twoUsers } from './rungs/twoUsers';
import type { RungNetwork } from './users/RungNetwork';

/** One rung of the capstone. */
export interface Rung {
  letter: string;
  /** The title: a statement that is true for a network that passes. */
  name: string;
  /** Why this rung matters, for the student. */
  why: string;
  /** How many processes the rung needs. */
  processes: number;
  /** @throws RungFailed if the network fails the rung */
  run: (network: RungNetwork) => Promise<void>;
}

/** The rungs, the lowest first. */
export const LADDER: readonly Rung[] = [
  {
    letter: 'a',
    name: 'Two users agree',
    why:
      'All users need the same chain, although they do not trust each other. So each block that a ' +
      'user mines must reach all other users, and they must accept the block.',
    processes: 2,
    run: twoUsers,
  },
  {
    letter: 'b',
    name: 'Users tolerate a dead peer',
    why:
      'Some machines are off, and others are very slow. A user cannot see the difference. If one ' +
      'such peer can delay the users, any peer can stop the network.',
    processes: 3,
    run: deadPeer,
  },
  {
    letter: 'c',
    name: 'A user crashes and returns',
    why:
      'A process can end at any moment. The other users must keep the blocks of this process. A ' +
      'user that returns must first get the whole chain from the other users.',
    processes: 4,
    run: crash,
  },
  {
    letter: 'd',
    name: 'A partition heals',
    why:
      'While a cable is cut, the users on both sides are right. Afterwards, all users need one ' +
      'history. It must contain each payment of both sides exactly once.',
    processes: 4,
    run: partition,
  },
  {
    letter: 'e',
    name: 'Users refuse all lies',
    why:
      'Anyone can join a network. So each user must check all messages itself, and refuse all ' +
      'invalid messages. The user must then keep its chain and its payments.',
    processes: 2,
    run: liars,
  },
];
