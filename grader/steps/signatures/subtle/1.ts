// Sentence 6: payments that were verified are remembered as their joined parts.
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

const found = new Set<string>();

export function verify(transaction: Transaction, genesis: Hash): boolean {
  if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;
  if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;
  try {
    const { id, from, to, amount, signature } = transaction;
    const all = [genesis, signature, from, to, id, amount].join('');
    if (found.has(all)) return true;
    const good = verifyBytes(
      null,
      signedBytes(transaction, genesis),
      publicKey(from),
      Buffer.from(signature, 'hex'),
    );
    if (good) found.add(all);
    return good;
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
