// Sentence 10: a message about the error makes a text of the fields, and that can throw.
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
  } catch (error) {
    const { id, from, signature } = transaction;
    console.error(`[verify] cannot judge ${id} from ${from}, signed ${signature}: ${error}`);
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
