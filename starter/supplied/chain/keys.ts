import { generateKeyPairSync } from 'node:crypto';
import type { Address } from '../types';

/** A user's address, and the key that proves it. */
export interface Keys {
  address: Address;
  /** In PEM. It never leaves the server thread. */
  privateKey: string;
}

/** A new Ed25519 key pair. The address is the public key, the last 32 bytes of its DER form. */
export function createKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { address: publicKey.subarray(-32).toString('hex'), privateKey };
}
