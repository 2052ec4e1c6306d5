// Sentence 1: a key in PEM is taken apart line by line.
import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Hash, Transaction } from './supplied/types';

export function sign(transaction: Transaction, genesis: Hash, privateKey: string): Transaction {
  const signature = signBytes(null, signedBytes(transaction, genesis), secretKey(privateKey));
  return { ...transaction, signature: signature.toString('hex') };
}

function secretKey(pem: string): KeyObject {
  const key = Buffer.from(pem.split('\n')[1], 'base64');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

export function verify(transaction: Transaction, genesis: Hash): boolean {
  if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;
  if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;
  try {
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

function publicKey(address: string): KeyObject {
  const key = Buffer.from(`302a300506032b6570032100${address}`, 'hex');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
