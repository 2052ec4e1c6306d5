import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Keys } from '../../../solution/supplied/chain/keys';
import type { Hash, Transaction } from '../../../solution/supplied/types';

/**
 * The bytes before the 32 bytes of a private key. They say that the key is an Ed25519 key (RFC
 * 8410).
 */
const PKCS8 = '302e020100300506032b657004220420';

/** The keys of tests 1 to 3 of RFC 8032 (7.1). */
export const RFC_8032 = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    address: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    address: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    address: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  },
] as const;

/**
 * Returns the key pair of a seed.
 *
 * @param seed 64 hex digits; RFC 8032 calls this the secret key
 */
export function keysOf(seed: string): Keys {
  const key = createPrivateKey({
    key: Buffer.from(PKCS8 + seed, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    address: publicKey.subarray(-32).toString('hex'),
    privateKey: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/**
 * Returns a payment with a signature by this key. The code is independent of the course's own code.
 */
export function signed(
  payment: Omit<Transaction, 'signature'>,
  genesis: Hash,
  privateKey: string,
): Transaction {
  const { id, from, to, amount } = payment;
  const text = JSON.stringify([genesis, id, from, to, amount]);
  const signature = sign(null, Buffer.from(text), parsed(privateKey)).toString('hex');
  return { ...payment, signature };
}

const PARSED = new Map<string, KeyObject>();

/**
 * Returns the key of a PEM text. Each text is parsed only once, because parsing takes ten times as
 * long as signing.
 */
function parsed(pem: string): KeyObject {
  const key = PARSED.get(pem) ?? createPrivateKey(pem);
  PARSED.set(pem, key);
  return key;
}
