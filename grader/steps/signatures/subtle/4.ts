// Sentence 6: a payment that was once verified is not verified again, although it was changed since.
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

const good = new WeakMap<Transaction, Hash>();

export function verify(transaction: Transaction, genesis: Hash): boolean {
  if (good.get(transaction) === genesis) return true;
  if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;
  if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;
  try {
    const signature = Buffer.from(transaction.signature, 'hex');
    const answer = verifyBytes(
      null,
      signedBytes(transaction, genesis),
      publicKey(transaction.from),
      signature,
    );
    if (answer) good.set(transaction, genesis);
    return answer;
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
