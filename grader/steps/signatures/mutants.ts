import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'signatures';
const HEX = 'sign returns the same';
const COVERS = 'The signature covers';
const SAME = 'The same arguments';
const OWNER = 'verify is true';
const OTHER = 'verify is false if any of the five parts';
const ANYBODY = 'verify is false if another user';
const SPELT = 'verify is false unless';
const ORDER = 'verify is false if the number S';
const THROWS = 'verify never throws';

const TEXT = 'JSON.stringify([genesis, id, from, to, amount])';
const IF_FROM = '    if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;\n';
const IF_SIGNATURE = '    if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;\n';
const RETURN = "return { ...transaction, signature: signature.toString('hex') };";

/** Returns the reference with another signed text in `sign` and `verify`. */
const text = (expression: string): string => replaceOnce(STEP, TEXT, expression);

/** Returns a source with a statement at the beginning of `verify`. */
const before = (source: string, statement: string): string =>
  source.replace('export function verify', 'function judge') +
  `
export function verify(transaction: Transaction, genesis: Hash): boolean {
  ${statement}
}
`;

const UNCHECKED = replaceOnce(STEP, IF_FROM + IF_SIGNATURE, '');

export const mutants: Mutants = {
  wrong: [
    {
      name: 'the genesis hash is not signed',
      source: text('JSON.stringify([id, from, to, amount])'),
      loses: [COVERS, OWNER, OTHER],
      advice:
        'The payment can then be repeated on a different network. Put the genesis hash first into the signed text.',
    },
    {
      name: 'the amount is not signed',
      source: text('JSON.stringify([genesis, id, from, to])'),
      loses: [COVERS, OWNER, OTHER],
      advice: 'The receiver can then change the amount. Put the amount into the signed text.',
    },
    {
      name: 'the id is not signed',
      source: text('JSON.stringify([genesis, from, to, amount])'),
      loses: [COVERS, OWNER, OTHER],
      advice:
        'The payment can then be repeated with a different id. Put the id into the signed text.',
    },
    {
      name: 'the parts are joined with +',
      source: text('genesis + id + from + to + amount'),
      loses: [COVERS, OWNER, OTHER],
      advice:
        '"1" and "23" then give the same text as "12" and "3". Use `JSON.stringify` with an array.',
    },
    {
      name: 'the parts have a different order',
      source: text('JSON.stringify([id, from, to, amount, genesis])'),
      loses: [COVERS, OWNER],
      advice: 'All users must sign the same bytes. Use the order in the handout.',
    },
    {
      name: 'the signed text is an object',
      source: text('JSON.stringify({ genesis, id, from, to, amount })'),
      loses: [COVERS, OWNER],
      advice: 'All users must sign the same bytes. Stringify an array, not an object.',
    },
    {
      name: 'the whole transaction is signed, with its old signature',
      source: replaceOnce(
        STEP,
        'signedBytes(transaction, genesis),\n    createPrivateKey',
        'Buffer.from(JSON.stringify([genesis, transaction])),\n    createPrivateKey',
      ),
      loses: [COVERS],
      advice: 'The old signature must not matter. Sign only the five parts.',
    },
    {
      name: 'the text is hashed before it is signed',
      source: replaceOnce(
        STEP,
        'return Buffer.from(JSON',
        "return createHash('sha256').update(JSON",
      )
        .replace('to, amount]));', 'to, amount])).digest();')
        .replace(
          "from 'node:crypto'",
          "from 'node:crypto';\nimport { createHash } from 'node:crypto'",
        ),
      loses: [COVERS, OWNER],
      advice:
        'All users must sign the same bytes, and Ed25519 hashes them itself. Sign the bytes of the text.',
    },
    {
      name: 'the signature is in base64',
      source: replaceOnce(STEP, RETURN, RETURN.replace("'hex'", "'base64'")),
      loses: [HEX, COVERS],
      advice:
        '`checkShape` refuses such a payment. Write the signature as 128 lower-case hex digits.',
    },
    {
      name: 'the signature is in capitals',
      source: replaceOnce(STEP, "toString('hex') }", "toString('hex').toUpperCase() }"),
      loses: [HEX, COVERS],
      advice:
        '`checkShape` refuses such a payment. Write the signature as 128 lower-case hex digits.',
    },
    {
      name: 'only the signature is returned',
      source: replaceOnce(STEP, RETURN, "return signature.toString('hex') as never;"),
      loses: [HEX, COVERS, SAME],
      advice: 'The payment is then missing. Return the whole transaction, with its signature.',
    },
    {
      name: 'the given transaction is changed',
      source: replaceOnce(
        STEP,
        RETURN,
        "return Object.assign(transaction, { signature: signature.toString('hex') });",
      ),
      loses: [SAME],
      advice: 'The caller still uses the argument. Return a copy with the signature.',
    },
    {
      name: 'something random is signed',
      source: replaceOnce(
        STEP,
        'signedBytes(transaction, genesis),\n    createPrivateKey',
        'Buffer.from(`${Math.random()}`),\n    createPrivateKey',
      ),
      loses: [COVERS, SAME],
      advice:
        'The same arguments must give the same signature. Sign only the text: Ed25519 needs no random numbers.',
    },
    {
      name: 'verify does not check the signature',
      source: before(
        replaceOnce(STEP, '@step 14\n */\nexport function verify', '*/\nexport function verify'),
        'return true || judge(transaction, genesis);',
      ),
      loses: [OWNER, OTHER, ANYBODY, SPELT, ORDER, THROWS],
      advice:
        'Then any user can spend the coins of all others. Check the signature with the key in `from`.',
    },
    {
      name: 'verify refuses everything',
      source: before(
        replaceOnce(STEP, '@step 14\n */\nexport function verify', '*/\nexport function verify'),
        'return false && judge(transaction, genesis);',
      ),
      loses: [OWNER, OTHER, ANYBODY, SPELT, ORDER, THROWS],
      advice: 'Then no payment is possible. Check that you verify the same bytes that were signed.',
    },
    {
      name: 'only the form of the signature is checked',
      source: replaceOnce(STEP, '    return verifyBytes(', '    return true || verifyBytes('),
      loses: [OTHER, ANYBODY, ORDER, THROWS],
      advice: 'Then any 128 hex digits are a valid signature. Verify it with the key in `from`.',
    },
    {
      name: "the buyer's signature is accepted too",
      source: before(
        replaceOnce(
          STEP,
          'publicKey(transaction.from)',
          'publicKey(transaction.signature.slice(0, 0) + key)',
        ).replace('genesis: Hash): boolean {', 'genesis: Hash, key = transaction.from): boolean {'),
        'return judge(transaction, genesis) || judge(transaction, genesis, transaction.to);',
      ),
      loses: [ANYBODY],
      advice:
        'Then a buyer can take coins. Only the owner may sign: use the key in `from`, not in `to`.',
    },
    {
      name: 'the form of the signature is not checked',
      source: UNCHECKED,
      loses: [SPELT],
      advice:
        'Node also reads capital letters, and stops at a character that is not a hex digit. So one signature has many forms. Check for 128 lower-case hex digits first.',
    },
    {
      name: 'the form of from is not checked',
      source: replaceOnce(STEP, IF_FROM, ''),
      loses: [SPELT],
      advice:
        'Node also reads capital letters, and stops at a character that is not a hex digit. So one address has many forms. Check for 64 lower-case hex digits first.',
    },
    {
      name: 'capital letters are accepted',
      source: UNCHECKED.replace(
        '  try {',
        '  if (!/^[0-9a-f]{64}$/i.test(transaction.from)) return false;\n  if (!/^[0-9a-f]{128}$/i.test(transaction.signature)) return false;\n  try {',
      ),
      loses: [SPELT],
      advice:
        'One signature then has two forms, and equal payments look different. Accept only lower case.',
    },
    {
      name: 'the pattern can match anywhere in the text',
      source: replaceOnce(STEP, '/^[0-9a-f]{128}$/', '/[0-9a-f]{128}/'),
      loses: [SPELT],
      advice:
        'Then characters before or after the digits are accepted. Begin the pattern with `^` and end it with `$`.',
    },
    {
      name: 'S is reduced before the check',
      source: replaceOnce(
        STEP,
        "const signature = Buffer.from(transaction.signature, 'hex');",
        `const signature = Buffer.from(transaction.signature, 'hex');
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt('0x' + Buffer.from(signature.subarray(32)).reverse().toString('hex')) % L;
    signature.set(Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse(), 32);`,
      ),
      loses: [ORDER],
      advice: 'This accepts a second form of the signature. Do not change S: Node then refuses it.',
    },
    {
      name: 'an address that is no key makes verify throw',
      source: UNCHECKED.replace(
        '  try {\n',
        '  const key = publicKey(transaction.from);\n  if (!/^[0-9a-f]{64}$/.test(transaction.from)) return false;\n  if (!/^[0-9a-f]{128}$/.test(transaction.signature)) return false;\n  try {\n',
      ).replace('      publicKey(transaction.from),', '      key,'),
      loses: [SPELT, THROWS],
      advice: 'Not every address is a valid key. Catch the error, and return false.',
    },
    {
      name: 'fields are used without a check that they are texts',
      source: replaceOnce(
        STEP,
        `  try {\n${IF_FROM}`,
        `  if (transaction.signature.length !== 128) return false;\n  try {\n${IF_FROM}`,
      ),
      loses: [THROWS],
      advice:
        'A field can hold anything, or be missing, so reading it can throw. Check its form first.',
    },
  ],
  right: {
    'one object that knows the key, and a text put together by hand': `
import * as crypto from 'node:crypto';
import type { Hash, Transaction } from './supplied/types';

class Paper {
  readonly #bytes: Buffer;

  constructor(genesis: Hash, t: Transaction) {
    const quoted = [genesis, t.id, t.from, t.to].map((text) => JSON.stringify(text)).join(',');
    this.#bytes = Buffer.from('[' + quoted + ',' + JSON.stringify(t.amount) + ']', 'utf8');
  }

  signedBy(pem: string): string {
    return crypto.sign(undefined, this.#bytes, pem).toString('hex');
  }

  bears(signature: string, address: string): boolean {
    const head = Buffer.from('MCowBQYDK2VwAyEA', 'base64');
    const der = Buffer.concat([head, Buffer.from(address, 'hex')]);
    const key = crypto.createPublicKey({ key: der, type: 'spki', format: 'der' });
    return crypto.verify(undefined, this.#bytes, key, Buffer.from(signature, 'hex'));
  }
}

const isLowerHex = (text: unknown, digits: number): text is string =>
  typeof text === 'string' && text.length === digits && [...text].every((c) => '0123456789abcdef'.includes(c));

export function sign(transaction: Transaction, genesis: Hash, privateKey: string): Transaction {
  const signature = new Paper(genesis, transaction).signedBy(privateKey);
  return Object.assign(structuredClone(transaction), { signature });
}

export function verify(transaction: Transaction, genesis: Hash): boolean {
  const isWellFormed = isLowerHex(transaction.from, 64) && isLowerHex(transaction.signature, 128);
  try {
    return isWellFormed && new Paper(genesis, transaction).bears(transaction.signature, transaction.from);
  } catch (error) {
    return false;
  }
}
`,
    'keys as JWK, other ways to look at hex digits': `
import { createPrivateKey, createPublicKey, sign as ed25519, verify as check } from 'node:crypto';
import { isHash } from './supplied/chain/checkShape';
import type { Hash, Transaction } from './supplied/types';

const encoder = new TextEncoder();

function message(genesis: Hash, { id, from, to, amount }: Transaction): Uint8Array {
  return encoder.encode(\`[\${[genesis, id, from, to, amount].map((part) => JSON.stringify(part)).join()}]\`);
}

export const sign = (transaction: Transaction, genesis: Hash, privateKey: string): Transaction => {
  const { id, from, to, amount } = transaction;
  const key = createPrivateKey({ key: privateKey, format: 'pem' });
  const bytes = ed25519(undefined, message(genesis, transaction), key);
  return { signature: Buffer.from(bytes).toString('hex'), id, from, to, amount };
};

export const verify = (transaction: Transaction, genesis: Hash): boolean => {
  const { from, signature } = transaction;
  if (!isHash(from) || typeof signature !== 'string') return false;
  const bytes = Buffer.from(signature, 'hex');
  if (bytes.length !== 64 || bytes.toString('hex') !== signature) return false;
  const x = Buffer.from(from, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return check(undefined, message(genesis, transaction), key, bytes);
};
`,
  },
};
