import type { StepName } from '../course/course';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/** Attacks that replace objects which the grader uses or could use. */
export const PATCHING: Attack[] = [
  {
    name: 'replaces expect and test',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      `const agree: any = new Proxy(() => agree, { get: () => agree });
      Object.assign(globalThis, { expect: agree, test: agree, it: agree, describe: agree, jest: agree, grading: agree });`,
    ),
    message: /undefined/,
  },
  patching('JSON', 'signatures', 'JSON.parse = JSON.stringify = (() => "{}") as never;'),
  patching('arrays', 'ledger', 'Array.prototype.every = Array.prototype.includes = () => true;'),
  patching(
    'the first item of every array',
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
    name: 'replaces Promise, Object, Map and Array',
    step: 'signatures',
    source: emptyFile(
      'signatures',
      `for (const name of ['Promise', 'Object', 'Map', 'Array']) (globalThis as any)[name] = class {};`,
    ),
    message: /./,
  },
  patching(
    'the event target of ports',
    'signals',
    `const target = Object.getPrototypeOf(load('worker_threads').MessagePort.prototype);
    target.once = target.on = target.addEventListener = () => undefined;`,
  ),
  patching(
    'streams',
    'broadcast',
    `for (const { prototype } of Object.values(load('stream')) as any[])
      if (prototype !== undefined) prototype.on = prototype.push = prototype.read = () => true;`,
  ),
  {
    name: 'returns an object that changes each time it is read',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      `let looks = 0;
      const block = { get index() { return looks++; }, get hash() { return String(looks++); } };`,
      'Object.assign(_args[0] ?? {}, { index: 0 }); return block;',
    ),
    message: /./,
  },
  {
    name: 'returns a proxy that answers everything with yes',
    step: 'validateBlock',
    source: emptyFile(
      'validateBlock',
      'const agree: any = new Proxy(() => agree, { get: () => agree, has: () => true });',
      'return new Proxy({}, { get: () => agree, has: () => true, ownKeys: () => [] });',
    ),
    message: /an object with a part that is not plain data/,
  },
];

/** @param before code that replaces something when the file is loaded */
function patching(what: string, step: StepName, before: string): Attack {
  return { name: `patches ${what}`, step, source: emptyFile(step, before), message: /./ };
}
