// Sentence 2: the text is signed up to its length in characters, not in bytes.
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
  const text = JSON.stringify([genesis, id, from, to, amount]);
  const bytes = Buffer.alloc(text.length);
  bytes.write(text, 'utf8');
  return bytes;
}

function publicKey(address: string): KeyObject {
  const key = Buffer.from(`302a300506032b6570032100${address}`, 'hex');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
