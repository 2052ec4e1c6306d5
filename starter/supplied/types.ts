/** A SHA-256 fingerprint: 64 lower-case hex digits. */
export type Hash = string;

/** An Ed25519 public key (64 lower-case hex digits), or `network`, the sender of mined coins. */
export type Address = string;

/** A payment, or a mined coin. Step 14 says what the signature covers. */
export interface Transaction {
  /** 1 to 64 characters of `A-Z a-z 0-9 -`, unique on a chain. */
  id: string;
  from: Address;
  to: Address;
  /** Cents: 100 are one coin. */
  amount: number;
  /** 128 lower-case hex digits; empty when `from` is `network`. */
  signature: string;
}

/** A block without its work. */
export interface Draft {
  /** The height: 0 for genesis, and one more than the parent's for each other block. */
  index: number;
  /** Milliseconds since 1970. */
  timestamp: number;
  /** The hash of the parent. */
  previousHash: Hash;
  /** How many leading zero bits the hash must have, 0 to 32. */
  difficulty: number;
  data: Transaction;
}

/** A draft, the nonce that gives it its work, and the hash of both. */
export interface Block extends Draft {
  nonce: number;
  hash: Hash;
}

/** Who owns what: the result of applying a chain's blocks in order. */
export interface Ledger {
  /** The hash of the genesis block, which names the network. */
  genesis: Hash;
  /** The cents of each address that was ever paid. */
  balances: Map<Address, number>;
  /** Each transaction applied so far, by its id. No id is applied twice. */
  transactions: Map<string, Transaction>;
}

/** Consecutive blocks that our chain lacks. The parent of the first is a block of our chain. */
export type Branch = Block[];

/** The host and port on which a user listens. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Another user. Its address identifies it; its name is only a label for people. */
export interface Peer extends Endpoint {
  name: string;
  address: Address;
}

/** A task for the miner: mint `data` on top of `parent`. */
export interface Job {
  /** The number of this job. The newest job's is in the shared memory of step 7. */
  number: number;
  parent: Block;
  data: Transaction;
  /** True for a payment: it does not wait until the miner has rested. */
  urgent: boolean;
}

/** A block that the miner returns, with the number of the job that it finishes. */
export interface MinedBlock {
  number: number;
  block: Block;
}
