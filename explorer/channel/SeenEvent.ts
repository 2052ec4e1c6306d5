import type { Address } from '../../solution/supplied/types';
import type { SeenFault } from './Fault';

/** Something that happened in the network. The server keeps these events. */
export type SeenEvent = {
  /** Later events have higher numbers. */
  number: number;
  /** In milliseconds since 1970. */
  at: number;
} & Happening;

/** What happened. */
export type Happening =
  | { kind: 'joined' | 'gone' | 'back'; user: Address }
  /** A user changed to another branch. `height` is the last block that both branches share. */
  | { kind: 'reorganised'; user: Address; undone: number; adopted: number; height: number }
  | { kind: 'split'; groups: readonly (readonly Address[])[]; height: number }
  /** A split is over. `isGone` if all users of one group are gone. */
  | { kind: 'healed'; ms: number; depths: readonly number[]; isGone: boolean }
  | { kind: 'fault'; fault: SeenFault };
