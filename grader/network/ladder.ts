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
      'The users of a network hold the same chain, although none trusts another: each block that ' +
      'one mines has to reach the others, and be accepted there.',
    processes: 2,
    run: twoUsers,
  },
  {
    letter: 'b',
    name: 'A dead peer is no matter',
    why:
      'Some machine is always off, or so slow that others cannot tell the difference. If one peer ' +
      'can hold up the others, anybody can stop the network.',
    processes: 3,
    run: deadPeer,
  },
  {
    letter: 'c',
    name: 'A user crashes and returns',
    why:
      'A process may die at any moment. Blocks that others have accepted must survive that, and a ' +
      'user that returns must get the whole chain from them before it goes on.',
    processes: 4,
    run: crash,
  },
  {
    letter: 'd',
    name: 'A partition heals',
    why:
      'While a cable is cut both sides are right. Afterwards there must be one history, and the ' +
      'payments of the side that lost must come back: exactly once.',
    processes: 4,
    run: partition,
  },
  {
    letter: 'e',
    name: 'Liars get nowhere',
    why:
      'Anybody can join a network. It holds together because every user checks everything itself, ' +
      'refuses what is wrong, and loses nothing by that.',
    processes: 2,
    run: liars,
  },
];
