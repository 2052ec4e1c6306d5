import { join } from 'node:path';
import { COURSE_POINTS } from '../course/course';
import { ROOT } from '../course/parts';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

const POINTS = { points: COURSE_POINTS, outOf: COURSE_POINTS };
const REPORT = JSON.stringify({ ...POINTS, steps: [], faults: [] });
const PROGRESS = JSON.stringify(join(ROOT, '.cantor.json'));

/** Makes an answer of the driver. The id is wrong. */
const FORGED = `const said = Buffer.from('["o",["id","seen"],["1",true]]');
  const forged = Buffer.alloc(4 + said.length);
  forged.writeUInt32LE(said.length);
  said.copy(forged, 4);`;

/** Attacks that forge results. */
export const FORGING: Attack[] = [
  {
    name: 'prints a report',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', `console.log(${JSON.stringify(REPORT)}); process.exit(0);`),
    message: /your code called process\.exit\(0\)/,
  },
  {
    name: 'writes a report into every descriptor',
    step: 'mine',
    source: emptyFile(
      'mine',
      `for (let fd = 1; fd < 32; fd++) try { load('fs').writeSync(fd, ${JSON.stringify(REPORT)}); } catch {}`,
    ),
    message: /wrote into the grader’s own channel/,
  },
  {
    name: 'writes a report into the file of the student’s progress',
    step: 'ledger',
    source: emptyFile(
      'ledger',
      `load('fs').writeFileSync(${PROGRESS}, ${JSON.stringify(REPORT)});`,
    ),
    message: /ERR_ACCESS_DENIED|Access to this API has been restricted/,
  },
  {
    name: 'asks the driver for something else',
    step: 'catchUp',
    source: emptyFile(
      'catchUp',
      `${FORGED}
      const { emit } = load('events').prototype;
      load('events').prototype.emit = function (...args: unknown[]) {
        if (args[0] === 'data') args[1] = forged;
        return emit.apply(this, args);
      };`,
    ),
    message: /./,
  },
  {
    name: 'repeats an earlier answer of the driver',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      `const { prototype } = load('net').Socket;
      const { write } = load('stream').Duplex.prototype;
      let first: unknown;
      prototype.write = function (text: unknown) { first ??= text; return write.call(this, first); };`,
    ),
    message: /./,
  },
  {
    name: 'closes the channel',
    step: 'longestChain',
    source: emptyFile('longestChain', '', `load('fs').closeSync(3);`),
    message: /./,
  },
  {
    name: 'announces a message of 4 GiB',
    step: 'reorganise',
    source: emptyFile('reorganise', '', `load('fs').writeSync(3, Buffer.alloc(4096, 255));`),
    message: /wrote into the grader’s own channel/,
  },
  {
    name: 'sends events of its threads to the check, without threads',
    step: 'User',
    source: emptyFile(
      'User',
      `const user = '0123456789abcdef';
      const events = [
        { user, event: 'started', code: 'server', data: 'server', signals: 0, areShared: true },
        { user, event: 'started', code: 'miner', data: 'miner', signals: 0, areShared: true },
        { user, event: 'settled', call: user, at: 0, isRunning: true },
        { event: 'left' },
      ];
      const { prototype } = load('worker_threads').MessagePort;
      const { postMessage } = prototype;
      prototype.postMessage = function (...args: unknown[]) {
        postMessage.apply(this, args);
        for (const event of events) this.emit('message', event);
      };`,
    ),
    message: /wrote into the grader’s own channel/,
  },
  {
    name: 'lets each port receive a forged result once',
    step: 'User',
    source: emptyFile(
      'User',
      `const forged = { seen: { started: [], threads: {}, signals: {}, heard: {}, events: [], failures: [] } };
      Object.defineProperty(load('worker_threads').MessagePort.prototype, 'once', {
        value: (_event: unknown, listener: (message: unknown) => void) => listener(forged),
      });`,
    ),
    message: /./,
  },
  {
    name: 'throws something that cannot be read',
    step: 'signatures',
    source: emptyFile(
      'signatures',
      '',
      `throw new Proxy({}, { get() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } });`,
    ),
    message: /that cannot be read/,
  },
];
