/** A SHA-256 fingerprint: 64 lower-case hex digits. */
export type Hash = string;

/** An Ed25519 public key (64 lower-case hex digits), or `network`, the sender of mined coins. */
export type Address = string;

/** A payment, or a mined coin. Step 14 says which text is signed. */
export interface Transaction {
  /** 1 to 64 characters of `A-Z a-z 0-9 -`, unique on a chain. */
  id: string;
  from: Address;
  to: Address;
  /** The amount in cents; 100 cents are one coin. */
  amount: number;
  /** 128 lower-case hex digits. Empty if `from` is `network`. */
  signature: string;
}

/** A block before its work, without nonce and hash. */
export interface Draft {
  /** The height. Genesis has height 0. Every other block has the height of its parent plus 1. */
  index: number;
  /** Milliseconds since 1970. */
  timestamp: number;
  /** The hash of the parent. */
  previousHash: Hash;
  /** How many leading zero bits the hash must have, 0 to 32. */
  difficulty: number;
  data: Transaction;
}

/** A draft with its nonce, and the hash of both. Finding the nonce is the work. */
export interface Block extends Draft {
  nonce: number;
  hash: Hash;
}

/** The balances and transactions after all blocks of a chain are applied in order. */
export interface Ledger {
  /** The hash of the genesis block, which names the network. */
  genesis: Hash;
  /** The cents of each address that owns some. */
  balances: Map<Address, number>;
  /** The transactions applied so far, by their ids. An id is applied only once. */
  transactions: Map<string, Transaction>;
}

/** Consecutive blocks that our chain lacks. The parent of the first block is on our chain. */
export type Branch = Block[];

/** The host and port on which a user listens. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Another user. The address identifies the user. The name is only a label for people. */
export interface Peer extends Endpoint {
  name: string;
  address: Address;
}

/** A task for the miner: mint `data` on top of `parent`. */
export interface Job {
  /** The number of this job. The number of the newest job is in the shared memory of step 7. */
  number: number;
  parent: Block;
  data: Transaction;
  /** True for a payment, because a payment does not wait until the miner has rested. */
  urgent: boolean;
}

/** A block from the miner, with the number of the finished job. */
export interface MinedBlock {
  number: number;
  block: Block;
}
