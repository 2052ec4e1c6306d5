/** The sender of a mined coin, as in the original course. */
export const NETWORK = 'network';

/** The amount of a mined coin, in cents. */
export const REWARD = 100;

/** The number of cents in a coin. */
export const CENTS = 100;

/** The `previousHash` of a genesis block, which has no parent. */
export const NO_PARENT = '0'.repeat(64);

/** The id of a genesis block's transaction. */
export const GENESIS_ID = 'genesis';

/** The maximum difficulty, in bits. 2^32 hashes take one core about an hour. */
export const MAX_DIFFICULTY = 32;

/** How far a block's timestamp is allowed to be ahead of our clock, in milliseconds. */
export const MAX_FUTURE_MS = 2 * 60 * 1000;

/** How many hashes `mine` makes between two calls of `goOn`. */
export const BATCH = 1000;

/** The version of the wire protocol. */
export const PROTOCOL = 1;

/** The maximum number of blocks in one `chain` reply. */
export const MAX_PAGE = 500;

/** The maximum number of bytes in one message: 1 MiB. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** The maximum number of bytes in the answer to a block or a payment: 4 KiB. */
export const MAX_SHORT_ANSWER_BYTES = 4096;

/** The maximum number of payments that wait at a buyer to be minted. */
export const MAX_PENDING = 1000;

/** How many blocks must follow a payment's block before the seller stops watching the payment. */
export const SETTLED_DEPTH = 6;
