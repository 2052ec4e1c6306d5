import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/** The message for a value that the grader does not compare or show. */
const REFUSED = /too large or too deep, or contains itself/;

/** Attacks with values that take forever to compare or to show. */
export const UNBOUNDED: Attack[] = [
  unbounded('an array of length 300 million', 'return new Array(300_000_000);'),
  unbounded(
    'an array of the greatest length',
    'const list: unknown[] = []; list.length = 2 ** 32 - 1; return list;',
  ),
  unbounded('an integer of 400 million bits', 'return 1n << 400_000_000n;'),
  unbounded('an integer of a million bits', 'return 1n << 1_000_000n;'),
  unbounded(
    'arrays that are 2,500 deep',
    'let deep: unknown[] = []; for (let i = 0; i < 2500; i++) deep = [deep]; return deep;',
  ),
  unbounded(
    'an object that contains itself a thousand times',
    "const knot: any = {}; for (let i = 0; i < 1000; i++) knot[i + 'k'] = knot; return knot;",
  ),
  unbounded(
    'objects that contain each other',
    `const all: any[] = Array.from({ length: 20 }, () => ({}));
    for (const one of all) all.forEach((other, i) => (one[i + 'k'] = other));
    return all[0];`,
  ),
  unbounded(
    'forty arrays, each with the next one twice',
    'let twice: unknown[] = []; for (let i = 0; i < 40; i++) twice = [twice, twice]; return twice;',
  ),
  unbounded('a text of 10 MB', "return 'x'.repeat(10_000_000);"),
  unbounded('a million fields', 'return Object.fromEntries(Array(1_000_001).entries());', /./),
  unbounded(
    'a buffer of 7 MiB',
    'return new Uint8Array(7 * 2 ** 20);',
    /an object of the type Uint8Array/,
  ),
  {
    name: 'changes its argument to an array of the greatest length',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      '',
      'const list: any = []; list.length = 2 ** 32 - 1; (_args[0] as any).data = list; return "";',
    ),
    message: REFUSED,
  },
  {
    name: 'throws an error whose code is an array of the greatest length',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      '',
      "const code: any = []; code.length = 2 ** 32 - 1; throw Object.assign(new Error('long'), { code });",
    ),
    message: /it threw Error: long/,
  },
  {
    name: 'throws an error whose code is an integer of a million bits',
    step: 'ledger',
    source: emptyFile(
      'ledger',
      '',
      "throw Object.assign(new Error('long'), { code: 1n << 1_000_000n });",
    ),
    message: /it threw Error: long/,
  },
  ...['{}', 'new Map()'].map((empty): Attack => ({
    name: `returns a long name with many names inside (${empty})`,
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      `const inner = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => ['a' + i, 1]));
      const outer: any = ${empty};
      if (outer instanceof Map) outer.set('k'.repeat(7_900_000), inner);
      else outer['k'.repeat(7_900_000)] = inner;`,
      'return { data: outer };',
    ),
    message: /./,
  })),
  {
    name: 'hands in a number that cannot be converted to a text',
    step: 'minerThread',
    source: `export function minerThread({ handIn }: any): void {
      try { handIn({ number: { toString: 1, valueOf: 1 } }); } catch {}
    }`,
    message: /job \{ toString: 1, valueOf: 1 \}/,
  },
  {
    name: 'hands in a number of three million lines',
    step: 'minerThread',
    source: `export function minerThread({ handIn }: any): void {
      handIn({ number: '\\n'.repeat(3_000_000) });
    }`,
    message: /hands in/,
  },
  {
    name: 'returns a block whose id is an integer in an object',
    step: 'createGenesisBlock',
    source: emptyFile('createGenesisBlock', '', 'return { data: { id: Object(1n) } };'),
    message: /an object with a part that is not plain data/,
  },
  {
    name: 'prints 65,000 spaces in each call',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', `load('fs').writeSync(1, ' '.repeat(65_000));`),
    message: /undefined/,
  },
  {
    name: 'sends endless events of its threads to the check',
    step: 'User',
    source: emptyFile(
      'User',
      `const { isMainThread, MessagePort } = load('worker_threads');
      const { on } = MessagePort.prototype;
      if (!isMainThread) MessagePort.prototype.on = function (type: string, listener: unknown) {
        on.call(this, type, listener);
        if (type === 'message') on.call(this, type, (orders: any) => {
          for (;;) this.postMessage({ user: orders[0].user, event: 'unheard' });
        });
        return this;
      };`,
    ),
    message: /did not return within|more memory/,
  },
  {
    name: 'returns an object whose `then` returns nothing',
    step: 'broadcast',
    source: emptyFile('broadcast', '', 'return { then: () => null };'),
    message: /still waits/,
  },
  {
    name: 'returns 70,000 deliveries',
    step: 'broadcast',
    source: emptyFile(
      'broadcast',
      '',
      'return Promise.resolve(Array(70_000).fill({ peer: {}, reply: {} }));',
    ),
    message: /70000 deliveries/,
  },
  {
    name: 'sends its peers 100,000 brackets, one in the other',
    step: 'broadcast',
    source: sending("'['.repeat(100_000) + ']'.repeat(100_000)"),
    message: /hear something else/,
  },
  {
    name: 'sends its peers 3 MB of objects',
    step: 'broadcast',
    source: sending("'[' + '{},'.repeat(1_000_000) + '{}]'"),
    message: /./,
  },
  {
    name: 'gives the user another method to report with',
    step: 'handleMsg',
    source: emptyFile('handleMsg', '', '(_args[0] as any).seen = () => ({}); return undefined;'),
    message: /undefined/,
  },
  {
    name: 'puts numbers instead of the user’s chain and payments',
    step: 'handleMsg',
    source: emptyFile(
      'handleMsg',
      '',
      "Object.assign(_args[0] as any, { chain: 1, pending: 1 }); return { type: 'ok' };",
    ),
    message: /changed what the grader saw/,
  },
];

/** Returns a file of step 9 that sends this text to each peer. */
function sending(text: string): string {
  return emptyFile(
    'broadcast',
    `const { connect } = load('net'); const text = ${text};`,
    `return Promise.all((_args[1] as any[]).map((peer) => new Promise((resolve) => connect(peer.port, peer.host)
      .on('error', () => undefined).on('connect', resolve).end(text)))).then(() => []);`,
  );
}

/** @param body the code that returns the value */
function unbounded(what: string, body: string, message = REFUSED): Attack {
  return {
    name: `returns ${what}`,
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', body),
    message,
  };
}
