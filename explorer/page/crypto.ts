import { Point } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Stands in for `node:crypto` and `Buffer` in the browser, as far as the reference's rules use them,
 * so that the page judges blocks by those very rules. The browser's own `crypto.subtle` cannot do it:
 * it answers only later, and the rules are plain functions.
 */

/** The order of the curve's large subgroup (RFC 8032, section 5.1). */
const ORDER = Point.CURVE().n;

/** A key as `createPublicKey` returns it here: the 32 bytes themselves. */
interface PublicKey {
  bytes: Uint8Array;
}

/** What the rules need of Node's `Buffer`: bytes of UTF-8 or hex. */
const bufferLike = {
  from: (text: string, encoding?: 'hex'): Uint8Array =>
    encoding === 'hex' ? hexToBytes(text) : utf8ToBytes(text),
};
Object.assign(globalThis, { Buffer: bufferLike });

/** The text that was hashed last, up to its last comma, and the state of the hash function after it. */
let begun = { prefix: '', state: sha256.create() };

/**
 * SHA-256 of a text's UTF-8 bytes, in lower-case hex. A miner's texts differ only after the last
 * comma; keeping the state up to there makes it twice as fast (128,000 hashes a second to 60,000).
 */
export function hash(_algorithm: 'sha256', text: string): string {
  const cut = text.lastIndexOf(',') + 1;
  const prefix = text.slice(0, cut);
  if (prefix !== begun.prefix) {
    begun = { prefix, state: sha256.create().update(utf8ToBytes(prefix)) };
  }
  return bytesToHex(
    begun.state
      .clone()
      .update(utf8ToBytes(text.slice(cut)))
      .digest(),
  );
}

/** Takes an Ed25519 key in DER: the key is its last 32 bytes. */
export function createPublicKey({ key }: { key: Uint8Array }): PublicKey {
  return { bytes: key.subarray(-32) };
}

/**
 * True if an Ed25519 signature holds, decided as OpenSSL does (see the protocol's corners): S below
 * the order, and the encoding of [S]B − [k]A is byte for byte R.
 *
 * @throws Error if the key is no point of the curve
 */
export function verify(
  _algorithm: null,
  message: Uint8Array,
  publicKey: PublicKey,
  signature: Uint8Array,
): boolean {
  const R = signature.subarray(0, 32);
  const S = littleEndian(signature.subarray(32));
  if (S >= ORDER) return false;
  const A = Point.fromBytes(publicKey.bytes, true);
  const k = littleEndian(sha512(concatBytes(R, publicKey.bytes, message))) % ORDER;
  const point = Point.BASE.multiply(S, false).subtract(A.multiply(k, false));
  return bytesToHex(point.toBytes()) === bytesToHex(R);
}

/** The page holds no key and signs nothing; these are here because the rules' module names them. */
export function createPrivateKey(): never {
  throw new Error('the explorer holds no key');
}

/** @throws Error always */
export function sign(): never {
  throw new Error('the explorer signs nothing');
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(Uint8Array.from(bytes).reverse())}`);
}
