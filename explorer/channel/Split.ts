import type { Address, Hash } from '../../solution/supplied/types';

/** A network whose users have followed different branches for some time. */
export interface SeenSplit {
  /** When the branches separated, in milliseconds since 1970. */
  since: number;
  /** The height of the last block that all branches share. */
  height: number;
  /** The branches, the one with the most work first. */
  groups: readonly SplitGroup[];
  /** The connections between users, as far as the users report their messages. */
  cables: readonly Cable[];
  /** True if no message has passed between the groups. */
  isCut: boolean;
}

/** The users who follow one branch. */
export interface SplitGroup {
  users: readonly Address[];
  tip: Hash;
  /** How many blocks of the branch the other branches do not have. */
  depth: number;
}

/** Two users, and whether messages pass between them. */
export interface Cable {
  between: readonly [Address, Address];
  isCut: boolean;
}
