/** The most users that are listed; who has been gone longest makes way for a newcomer. */
export const MAX_USERS = 256;

/** The most blocks that are kept, of all branches together. */
export const MAX_BLOCKS = 200_000;

/**
 * The most blocks off the best chain that one user may bring. Real work stands behind each, but in a
 * network of low difficulty work is cheap, and nobody is to fill the tree alone.
 */
export const MAX_ASTRAY = 20_000;

/** The most messages that are kept; the oldest make way. */
export const MAX_MESSAGES = 2000;

/** The most pages of a chain that one user is asked for in one go; the next poll goes on from there. */
export const MAX_PAGES_A_POLL = 8;

/** How often following a chain begins in one go, if it changes under us each time. */
export const MAX_ATTEMPTS = 3;

/** How many blocks are checked before others get their turn: each may cost a signature, 0.1 ms. */
export const CHECKED_AT_ONCE = 50;

/** The most places that one user's word is taken for at a time, as somewhere to look for others. */
export const MAX_NAMED = 32;

/** The most places looked at at once on one user's word. */
export const MAX_VISITS_A_NAMER = 4;

/** The most places looked at at once. */
export const MAX_VISITS = 32;
