/**
 * The most users that are listed. For a new one, the user that has been gone longest is removed.
 */
export const MAX_USERS = 256;

/** The most blocks that are kept, on all branches together. */
export const MAX_BLOCKS = 200_000;

/**
 * The most blocks off the best chain that one user may bring. Each took work, but at a low
 * difficulty work is cheap, and one user must not fill the tree.
 */
export const MAX_OFF_BEST = 20_000;

/** The most messages that are kept. The oldest are dropped. */
export const MAX_MESSAGES = 2000;

/** The most pages of a chain that one poll asks a user for. The next poll continues there. */
export const MAX_PAGES_A_POLL = 8;

/** How often one poll starts to follow a chain again because the chain has changed. */
export const MAX_ATTEMPTS = 3;

/** How many blocks are checked before other work gets its turn. A signature takes 0.1 ms. */
export const CHECKED_AT_ONCE = 50;

/** The most endpoints that wait for a visit because one user named them. */
export const MAX_NAMED = 32;

/** The most visits at once to endpoints that one user named. */
export const MAX_VISITS_A_NAMER = 4;

/** The most visits at once. */
export const MAX_VISITS = 32;
