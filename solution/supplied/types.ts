/** A SHA-256 fingerprint: 64 lower-case hex digits. */
export type Hash = string;

/** An Ed25519 public key, 64 lower-case hex digits, or `network`, which mined coins come from. */
export type Address = string;

/** A promise that coins change hands. Step 14 says what its signature covers. */
export interface Transaction {
  /** 1 to 64 characters of `A-Z a-z 0-9 -`, never twice on one chain. */
  id: string;
  from: Address;
  to: Address;
  /** Cents: 100 are one coin. */
  amount: number;
  /** 128 lower-case hex digits; empty when `from` is `network`. */
  signature: string;
}

/** A block before anybody has worked on it. */
export interface Draft {
  /** Its height: genesis is 0, and each block is one higher than its parent. */
  index: number;
  /** Milliseconds since 1970. */
  timestamp: number;
  /** The hash of the parent. */
  previousHash: Hash;
  /** How many leading zero bits the hash must have, 0 to 32. */
  difficulty: number;
  data: Transaction;
}

/** A block: a draft, the nonce that makes its work, and the hash over both. */
export interface Block extends Draft {
  nonce: number;
  hash: Hash;
}

/** Who owns what: only ever the result of applying a chain's blocks in order. */
export interface Ledger {
  /** The network that this ledger belongs to: the hash of its genesis block. */
  genesis: Hash;
  /** Cents of every address that was ever paid. */
  balances: Map<Address, number>;
  /** Every transaction applied so far, by its id, so that none is applied twice. */
  transactions: Map<string, Transaction>;
}

/** Consecutive blocks, none of them ours yet, whose first names a block of our chain as its parent. */
export type Branch = Block[];

/** Where a user listens. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Another user, as one learns of it. The name is a label for people; the address is who it is. */
export interface Peer extends Endpoint {
  name: string;
  address: Address;
}

/** What a miner is asked to do: mint `data` on top of `parent`. */
export interface Job {
  /** Which job this is; the newest number is in the shared memory of step 7. */
  number: number;
  parent: Block;
  data: Transaction;
  /** A payment: it does not wait until the miner has rested. */
  urgent: boolean;
}

/** A block as the miner hands it back, with the number of the job that it finishes. */
export interface MinedBlock {
  number: number;
  block: Block;
}
