import type { StepName } from '../course/course';
import { CODES } from '../../solution/supplied/Refusal';

/** Values that do not depend on the arguments. */
const CONSTANTS = [
  'undefined',
  'null',
  'true',
  'false',
  '0',
  '1',
  '1000',
  "''",
  "'x'",
  "'ok'",
  "'0'.repeat(64)",
  '[]',
  '{}',
  'new Map()',
  "{ type: 'ok' }",
];

/** Values that are made from the arguments, but not by the rules of a step. */
const ECHOES = [
  'arguments[0]',
  'arguments[1]',
  'structuredClone(arguments[0])',
  '{ ...arguments[0] }',
  '{ ...arguments[1] }',
  'arguments[0]?.data',
  'arguments[0]?.hash',
  'arguments[1]?.[0]',
  'arguments[1]?.at?.(-1)',
];

/** Values that are other ones in each call. */
const CHANGING = [
  'Math.random()',
  'String(Math.random())',
  "require('crypto').randomBytes(32).toString('hex')",
];

const PROMISED = [
  'undefined',
  'true',
  "'x'",
  '0',
  '[]',
  '{}',
  'arguments[0]',
  'arguments[1]',
  "{ type: 'ok' }",
  'arguments[1]?.map?.((peer) => ({ peer, reply: {} }))',
  'arguments[1]?.map?.((peer) => ({ peer, error: new Error() }))',
];

/** Bodies of functions that do nothing useful. No check may pass with them. */
export const IDLE_BODIES: readonly string[] = [
  ...[...CONSTANTS, ...ECHOES, ...CHANGING].map((value) => `return ${value};`),
  ...PROMISED.map((value) => `return Promise.resolve(${value});`),
  'return new Promise(() => undefined);',
  "throw new Error('x');",
  ...Object.keys(CODES).map((code) => `throw new TheRefusal('${code}');`),
  ...[1, 1000].map(callingAll),
];

/** More such bodies, for one step. */
export const IDLE_BODIES_OF: Readonly<Partial<Record<StepName, readonly string[]>>> = {
  User: [
    'await new Promise(() => undefined);',
    'this.threads = undefined;',
    "this.failed(new Error('x'));",
    "this.threads = undefined; throw new Error('x');",
    'await this.threads?.server.terminate(); await this.threads?.miner.terminate();',
    'this.threads?.server.postMessage("stop");',
  ],
  minerThread: [
    'arguments[0].handIn({});',
    'arguments[0].handIn({ number: 1, block: {} });',
    'arguments[0].handIn({ number: arguments[0].readJob()?.number, block: {} });',
    'const { handIn, readJob } = arguments[0]; handIn({ number: 1, block: readJob()?.parent });',
    'Atomics.wait(arguments[0].signals, 1, 0);',
    'Atomics.wait(arguments[0].signals, 1, Atomics.load(arguments[0].signals, 1));',
    'while (Atomics.load(arguments[0].signals, 0) === 0) arguments[0].readJob();',
    'for (let i = 0; i < 1000; i++) Atomics.store(arguments[0].signals, i % 3, 1);',
  ],
  signals: [
    'Atomics.store(arguments[0], 2, 0); return 0;',
    'Atomics.add(arguments[0], 2, 1); return true;',
    'return Atomics.load(arguments[0], 1);',
  ],
  broadcast: ["'['", "'{}'", "'['.repeat(1000)", "'[' + '{},'.repeat(1_000_000) + '{}]'"].map(
    (text) => `const { connect } = require('net');
    return Promise.all((arguments[1] as any[]).map((peer) => new Promise((resolve) =>
      connect(peer.port, peer.host).on('error', () => undefined).on('close', resolve)
        .end(${text})))).then(() => []);`,
  ),
};

/** Returns a body that calls all functions in the arguments this many times. */
function callingAll(times: number): string {
  return `for (let i = 0; i < ${times}; i++)
      for (const argument of arguments)
        for (const one of [argument, ...Object.values(Object(argument))])
          if (typeof one === 'function') try { (one as () => void)(); } catch {}
    return undefined;`;
}
