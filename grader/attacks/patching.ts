import type { StepName } from '../course/course';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/** Changes what the grader stands on, or seems to. */
export const PATCHING: Attack[] = [
  {
    name: 'brings an expect and a test of its own',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      `const agree: any = new Proxy(() => agree, { get: () => agree });
      Object.assign(globalThis, { expect: agree, test: agree, it: agree, describe: agree, jest: agree, grading: agree });`,
    ),
    told: /undefined/,
  },
  patching('JSON', 'signatures', 'JSON.parse = JSON.stringify = (() => "{}") as never;'),
  patching('arrays', 'ledger', 'Array.prototype.every = Array.prototype.includes = () => true;'),
  patching(
    'what arrays take in',
    'catchUp',
    `Object.defineProperty(Array.prototype, '0', { set() { throw new Error('mine'); } });`,
  ),
  patching('promises', 'handleMsg', 'Promise.prototype.then = (() => undefined) as never;'),
  patching('hashes', 'hashBlock', `load('crypto').hash = () => '0'.repeat(64);`),
  patching('signatures', 'signatures', `load('crypto').verify = () => true;`),
  patching('sockets', 'broadcast', `load('net').Socket.prototype.write = () => true;`),
  patching('atomics', 'signals', 'Atomics.add = (() => 0) as never;'),
  patching('events', 'User', `load('events').prototype.emit = () => true;`),
  {
    name: 'brings another Promise, Object and Map',
    step: 'signatures',
    source: emptyFile(
      'signatures',
      `for (const name of ['Promise', 'Object', 'Map', 'Array']) (globalThis as any)[name] = class {};`,
    ),
    told: /./,
  },
  {
    name: 'has V8 write down something else',
    step: 'longestChain',
    source: emptyFile(
      'longestChain',
      `const { Serializer, DefaultSerializer } = load('v8');
      for (const { prototype } of [Serializer, DefaultSerializer])
        prototype.writeValue = prototype.releaseBuffer = () => Buffer.from('ok');`,
    ),
    told: /undefined/,
  },
  {
    name: 'gives another answer each time it is looked at',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      `let looks = 0;
      const block = { get index() { return looks++; }, get hash() { return String(looks++); } };`,
      'Object.assign(_args[0] ?? {}, { index: 0 }); return block;',
    ),
    told: /./,
  },
  {
    name: 'gives back a proxy that agrees to everything',
    step: 'validateBlock',
    source: emptyFile(
      'validateBlock',
      'const agree: any = new Proxy(() => agree, { get: () => agree, has: () => true });',
      'return new Proxy({}, { get: () => agree, has: () => true, ownKeys: () => [] });',
    ),
    told: /an object with a part that is not plain data/,
  },
];

/** @param before changes something when the file is loaded; that it may not is what is told, if anything */
function patching(what: string, step: StepName, before: string): Attack {
  return { name: `patches ${what}`, step, source: emptyFile(step, before), told: /./ };
}
