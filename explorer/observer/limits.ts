/** The maximum number of users in the list. `roomFor` says who makes way. */
export const MAX_USERS = 256;

/** The maximum number of users from one host that have neither proven their address nor mined. */
export const MAX_UNPROVEN_OF_HOST = 64;

/** The maximum number of users whose blocks are remembered after they are gone. */
export const MAX_MINERS = 10_000;

/** The maximum number of blocks on all branches together. */
export const MAX_BLOCKS = 200_000;

/**
 * The maximum number of blocks off the best chain from one user. At a low difficulty, blocks need
 * little work. Without this limit, one user could fill the tree.
 */
export const MAX_OFF_BEST = 20_000;

/** The maximum number of events. The oldest events are removed. */
export const MAX_EVENTS = 200;

/** The maximum number of claimed blocks from one user. A claim needs no work. */
export const MAX_CLAIMS_A_USER = 2000;

/** The maximum number of claimed blocks of all users together. */
export const MAX_CLAIMS = 20_000;

/** The maximum number of blocks before the tip of a claimed chain that one poll compares again. */
export const COMPARED_CLAIMS = 20;

/** The maximum number of messages. The oldest messages are removed. */
export const MAX_MESSAGES = 2000;

/**
 * The maximum number of pages of a chain in one poll. The next poll continues after the last page.
 */
export const MAX_PAGES_A_POLL = 8;

/** How many times one poll tries to follow a chain that changes between two pages. */
export const MAX_ATTEMPTS = 3;

/** How many blocks are checked before other work can run. To check a signature takes 0.1 ms. */
export const CHECKED_AT_ONCE = 50;

/** The maximum number of endpoints from one user that wait for a visit. */
export const MAX_NAMED = 32;

/** The maximum number of simultaneous visits to endpoints from one user. */
export const MAX_VISITS_A_NAMER = 4;

/** The maximum number of simultaneous visits. */
export const MAX_VISITS = 32;
