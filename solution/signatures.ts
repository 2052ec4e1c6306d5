import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
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
  const signature = signBytes(
    null,
    signedBytes(transaction, genesis),
    createPrivateKey(privateKey),
  );
  return { ...transaction, signature: signature.toString('hex') };
}

/**
 * True if the owner of the address `from` signed exactly this transaction for exactly this network.
 *
 * @returns false in every other case; this function never throws
 * @step 14
 */
export function verify(transaction: Transaction, genesis: Hash): boolean {
  try {
    if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;
    if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;
    const signature = Buffer.from(transaction.signature, 'hex');
    return verifyBytes(
      null,
      signedBytes(transaction, genesis),
      publicKey(transaction.from),
      signature,
    );
  } catch {
    return false;
  }
}

function signedBytes({ id, from, to, amount }: Transaction, genesis: Hash): Buffer {
  return Buffer.from(JSON.stringify([genesis, id, from, to, amount]));
}

/** An address is the key itself. The bytes before the address mark an Ed25519 key (RFC 8410). */
function publicKey(address: string): KeyObject {
  const key = Buffer.from(`302a300506032b6570032100${address}`, 'hex');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
