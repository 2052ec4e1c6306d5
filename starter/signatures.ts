import { NotImplemented } from './supplied/NotImplemented';
import type { Hash, Transaction } from './supplied/types';

/**
 * Signs a transaction for one network with the sender's key: Ed25519 (RFC 8032) over the UTF-8
 * bytes of `JSON.stringify([genesisHash, id, from, to, amount])`.
 *
 * @param transaction left as it is; its old signature counts for nothing
 * @param genesis the hash of the network's genesis block, so that the signature holds nowhere else
 * @param privateKey the sender's private key, in PEM
 * @returns the signed transaction
 * @step 14
 */
export function sign(transaction: Transaction, genesis: Hash, privateKey: string): Transaction {
  throw new NotImplemented('step14', 'sign', 'exercises/14-signatures.md');
}

/**
 * True if the owner of the address `from` signed exactly this transaction for exactly this network.
 *
 * @returns false, and never an error, for whatever does not hold
 * @step 14
 */
export function verify(transaction: Transaction, genesis: Hash): boolean {
  throw new NotImplemented('step14', 'verify', 'exercises/14-signatures.md');
}
