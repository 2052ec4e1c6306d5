import type { TreeBlock } from './TreeBlock';

/** Where two chains separate. */
interface Fork {
  /** The newest block that both chains share. */
  fork: TreeBlock;
  /**
   * When both chains had a block of their own, in milliseconds since 1970. It is infinite if one chain
   * is a part of the other.
   */
  at: number;
}

/** Returns where two chains separate. */
export function forkOf(one: TreeBlock, other: TreeBlock): Fork {
  let [a, b] = [one, other];
  let [atA, atB] = [Infinity, Infinity];
  while (a !== b) {
    const isA = a.position >= b.position;
    const higher = isA ? a : b;
    if (higher.parent === null) break;
    if (isA) [a, atA] = [higher.parent, higher.seenAt];
    else [b, atB] = [higher.parent, higher.seenAt];
  }
  return { fork: a, at: Math.max(atA, atB) };
}
