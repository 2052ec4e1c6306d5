import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';

/** The page's replacement for `node:crypto`. */
interface PageCrypto {
  hash: (algorithm: 'sha256', text: string) => string;
  createPublicKey: (options: { key: Uint8Array }) => object;
  verify: (algorithm: null, message: Uint8Array, key: object, signature: Uint8Array) => boolean;
}

/** The order of the curve's large subgroup. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

describe('the page’s replacement for node:crypto (this test needs no browser)', () => {
  let page: PageCrypto;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(__dirname, '..', 'page', 'crypto.ts')],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'page',
      target: 'es2022',
    });
    // The page's code runs in a separate context, because this code must not replace Node's
    // `Buffer`.
    const world = createContext({ TextEncoder, Uint8Array });
    page = runInContext(`${outputFiles[0].text}; page`, world) as PageCrypto;
  });

  it('the page makes the same hashes as Node, also for texts with the same beginning', () => {
    const texts = [
      '',
      'a',
      '[1,2,3]',
      '[1,2,4]',
      '[1,2,',
      'ë,€,😀',
      `${'x'.repeat(200)},7]`,
      '[1,2,3]',
    ];
    for (const text of texts) {
      expect(page.hash('sha256', text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('the page and Node accept the same signatures, also in special cases', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const message = Buffer.from('["genesis","id","from","to",100]');
    const good = sign(null, message, privateKey);
    const S = BigInt(`0x${Buffer.from(good.subarray(32)).reverse().toString('hex')}`);
    const cases: [Buffer, Buffer][] = [
      [message, good],
      [Buffer.from('another'), good],
      [message, Buffer.alloc(64)],
      [message, Buffer.alloc(64, 255)],
      // This signature has the same R, but its S is above the order.
      [message, Buffer.concat([good.subarray(0, 32), littleEndian(S + ORDER)])],
    ];
    for (let i = 0; i < 64; i += 7) cases.push([message, flipped(good, i)]);
    for (const [text, signature] of cases) {
      const ours = page.verify(null, text, page.createPublicKey({ key: der }), signature);
      expect(ours).toBe(verify(null, text, publicKey, signature));
    }
    expect(page.verify(null, message, page.createPublicKey({ key: der }), good)).toBe(true);
  });

  it('the page refuses a key that is not a point on the curve', () => {
    const der = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.alloc(32, 2),
    ]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const signature = Buffer.alloc(64, 1);
    expect(verify(null, Buffer.from('x'), key, signature)).toBe(false);
    expect(
      isValid(() =>
        page.verify(null, Buffer.from('x'), page.createPublicKey({ key: der }), signature),
      ),
    ).toBe(false);
  });
});

/**
 * Returns the result of a check. Returns false if the check throws an error. The rules treat an
 * error in the same way.
 */
function isValid(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function littleEndian(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();
}

function flipped(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[at] ^= 1;
  return other;
}
