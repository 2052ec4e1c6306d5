import { sign } from 'node:crypto';
import { keysOf, RFC_8032 } from '../steps/support/sampleKeys';

/** The messages that RFC 8032 (7.1) signs with the keys of `RFC_8032`, and the signatures. */
const VECTORS = [
  [
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
];

test.each(VECTORS.map((vector, i) => [i + 1, ...vector] as const))(
  'the keys of the suites sign as in test %d of RFC 8032',
  (number, message, signature) => {
    const { seed, address } = RFC_8032[number - 1];
    const keys = keysOf(seed);
    expect(keys.address).toBe(address);
    const bytes = sign(null, Buffer.from(String(message), 'hex'), keys.privateKey);
    expect(bytes.toString('hex')).toBe(signature);
  },
);
