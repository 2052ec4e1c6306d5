import type { Random } from '../../grader/harness/parent/suite/Random';

/** Stands for a part that is replaced by one of the texts below. */
const HERE = '@@here@@';

/** Values as JSON texts. Some of them are legal JSON and awkward, and some are no JSON. */
const HOSTILE_TEXTS: readonly string[] = [
  ...['null', 'true', '0', '-0', '-1', '0.5', '1e308', '1e999', '9007199254740993', '1e-7'],
  ...['""', '" "', '"0"', '"constructor"', '"__proto__"', '"\\ud800"', '"\\u0000"', '"\\u202e"'],
  ...['[]', '{}', '[[]]', '[null]', '{"__proto__":{"x":1}}', '{"toString":1,"valueOf":1}'],
  ...['{"length":1e9}', '{"then":1}', '{"toJSON":1}', '{"type":"hello","type":"block"}'],
  ...['NaN', 'undefined', "'x'", '01', '1.', '"\n"', '[1,]', '{"a":1,}', '"', '\\', ''],
  `"${'x'.repeat(100_000)}"`,
  `"${'\\u0041'.repeat(20_000)}"`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  `[${'0,'.repeat(60_000)}0]`,
  `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":${i}`).join()}}`,
  `${'9'.repeat(5000)}`,
];

/** Bytes that are no UTF-8, or have a meaning of their own. */
const HOSTILE_BYTES: readonly Buffer[] = [
  ...[[0], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xf4, 0x90, 0x80, 0x80]],
  [0x0d, 0x0a, 0x0d, 0x0a],
].map((bytes) => Buffer.from(bytes));

/** Returns a real message with some changes: bytes are changed, or a part is replaced. */
export function hostileMessage(real: object, random: Random): Buffer {
  const kind = random.integer(0, 9);
  if (kind === 0) return Buffer.from(JSON.stringify(real));
  if (kind < 5) return withOtherPart(real, random);
  return withOtherBytes(Buffer.from(JSON.stringify(real)), random);
}

function withOtherPart(real: object, random: Random): Buffer {
  const text = JSON.stringify(replaceSomewhere(real, random));
  return Buffer.from(text.replaceAll(`"${HERE}"`, () => random.pick(HOSTILE_TEXTS)));
}

function replaceSomewhere(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null) return HERE;
  const keys = Object.keys(value);
  if (keys.length === 0 || random.integer(0, 5) === 0) return HERE;
  const key = random.pick(keys);
  const copy = structuredClone(value) as Record<string, unknown>;
  if (random.integer(0, 9) === 0) delete copy[key];
  else copy[key] = replaceSomewhere(copy[key], random);
  return copy;
}

function withOtherBytes(real: Buffer, random: Random): Buffer {
  let bytes = real;
  for (let i = random.integer(1, 4); i > 0; i--) {
    const from = random.integer(0, bytes.length);
    const to = Math.min(bytes.length, from + random.integer(0, 12));
    const [head, cut, tail] = [
      bytes.subarray(0, from),
      bytes.subarray(from, to),
      bytes.subarray(to),
    ];
    const middle = {
      remove: [],
      double: [cut, cut],
      insert: [random.pick(HOSTILE_BYTES), cut],
      flip: [Buffer.from(cut.map((byte) => byte ^ (1 << random.integer(0, 7))))],
      end: [cut],
    };
    const kind = random.pick(Object.keys(middle) as Array<keyof typeof middle>);
    bytes = Buffer.concat([head, ...middle[kind], ...(kind === 'end' ? [] : [tail])]);
  }
  return bytes;
}
