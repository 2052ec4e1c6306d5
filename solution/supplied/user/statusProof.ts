import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Address, Endpoint, Hash } from '../types';

/** What a proof is about. */
export interface Proven {
  /** The random text of the user that asks: 64 hex digits. */
  challenge: string;
  genesis: Hash;
  /**
   * The end of the connection that answers. A proof that was fetched from its owner and is shown at
   * another end is not valid.
   */
  end: Endpoint;
}

/**
 * Returns the proof that a status comes from the owner of its address.
 *
 * @returns the Ed25519 signature, 128 hex digits
 */
export function proveStatus(proven: Proven, privateKey: KeyObject): string {
  return sign(null, bytesOf(proven), privateKey).toString('hex');
}

/** True if the owner of the address has signed this. */
export function isProof(proof: string, proven: Proven, address: Address): boolean {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(address, 'hex').toString('base64url') },
      format: 'jwk',
    });
    return verify(null, bytesOf(proven), key, Buffer.from(proof, 'hex'));
  } catch {
    return false;
  }
}

/** A payment begins with the hash of a genesis block, so no proof is the signature of a payment. */
function bytesOf({ challenge, genesis, end: { host, port } }: Proven): Buffer {
  return Buffer.from(JSON.stringify(['status', challenge, genesis, host, port]));
}
