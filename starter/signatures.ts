import { NotImplemented } from './supplied/NotImplemented';
import type { Hash, Transaction } from './supplied/types';

/**
 * Signs a transaction for one network with the sender's key. The signature is Ed25519 (RFC 8032)
 * over the UTF-8 bytes of `JSON.stringify([genesisHash, id, from, to, amount])`.
 *
 * @param transaction the transaction, which is not changed; its old signature is ignored
 * @param genesis the hash of the network's genesis block; in other networks the signature is
 *   invalid
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
 * @returns false in every other case; this function never throws
 * @step 14
 */
export function verify(transaction: Transaction, genesis: Hash): boolean {
  throw new NotImplemented('step14', 'verify', 'exercises/14-signatures.md');
}
