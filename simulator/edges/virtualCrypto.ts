import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { World } from '../World';

/** The bytes before the 32 bytes of an Ed25519 private key, in its DER form (RFC 8410). */
const PRIVATE_KEY = '302e020100300506032b657004220420';

type Encoding = Parameters<KeyObject['export']>[0];

/** Returns the functions of `node:crypto` that use chance. Here they use the owner's draws. */
export function virtualCrypto({ timeline, draws, refuse }: World) {
  const hex = (kind: string): string => draws.hex(draws.next(timeline.owner, kind));
  return {
    randomUUID: () => uuidOf(hex('uuid')),
    randomBytes: (size: number) => {
      let bytes = '';
      while (bytes.length < 2 * size) bytes += hex('bytes');
      return Buffer.from(bytes.slice(0, 2 * size), 'hex');
    },
    generateKeyPairSync: (type: string, options: Record<string, Encoding> = {}) => {
      if (type !== 'ed25519') return refuse(`crypto.generateKeyPairSync('${type}')`);
      const der = Buffer.from(PRIVATE_KEY + hex('key'), 'hex');
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      return {
        publicKey: encode(createPublicKey(privateKey), options.publicKeyEncoding),
        privateKey: encode(privateKey, options.privateKeyEncoding),
      };
    },
  };
}

function encode(key: KeyObject, encoding?: Encoding) {
  return encoding === undefined ? key : key.export(encoding);
}

/** Returns hex digits in the form of a random UUID (RFC 9562, version 4). */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
