// Sentence 8: a letter with the same low byte counts as a digit.
import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Hash, Transaction } from './supplied/types';

export function sign(transaction: Transaction, genesis: Hash, privateKey: string): Transaction {
  const signature = signBytes(
    null,
    signedBytes(transaction, genesis),
    createPrivateKey(privateKey),
  );
  return { ...transaction, signature: signature.toString('hex') };
}

export function verify(transaction: Transaction, genesis: Hash): boolean {
  if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;
  try {
    const text = transaction.signature;
    if (text.length !== 128 || text !== text.toLowerCase()) return false;
    const signature = Buffer.from(text, 'hex');
    if (signature.length !== 64) return false; // it stopped at what is no hex digit
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

function publicKey(address: string): KeyObject {
  const key = Buffer.from(`302a300506032b6570032100${address}`, 'hex');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
