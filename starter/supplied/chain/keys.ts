import { generateKeyPairSync } from 'node:crypto';
import type { Address } from '../types';

/** A user's address, and the private key that belongs to it. */
export interface Keys {
  address: Address;
  /** The private key, in PEM. It stays in the server thread. */
  privateKey: string;
}

/**
 * Returns a new Ed25519 key pair. The address is the public key: the last 32 bytes of the key's DER
 * form.
 */
export function createKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { address: publicKey.subarray(-32).toString('hex'), privateKey };
}
