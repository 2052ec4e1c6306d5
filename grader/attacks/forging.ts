import { join } from 'node:path';
import { ROOT } from '../course/parts';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

const REPORT = JSON.stringify({ points: 140, outOf: 140, steps: [], faults: [] });
const PROGRESS = JSON.stringify(join(ROOT, '.cantor.json'));

/** What the driver would say, as far as one knows that without the secret. */
const FORGED = `const v8 = load('v8');
  const said = v8.serialize({ id: '1', reports: [{ outcome: 'returned', value: 1, args: [], heard: [], ms: 0 }] });
  const forged = Buffer.alloc(36 + said.length, 1);
  forged.writeUInt32LE(32 + said.length);
  said.copy(forged, 36);`;

/** Tells the grader what it would like to hear. */
export const FORGING: Attack[] = [
  {
    name: 'prints a report',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', `console.log(${JSON.stringify(REPORT)}); process.exit(0);`),
    told: /your code called process\.exit\(0\)/,
  },
  {
    name: 'writes a report into every descriptor',
    step: 'mine',
    source: emptyFile(
      'mine',
      `for (let fd = 1; fd < 32; fd++) try { load('fs').writeSync(fd, ${JSON.stringify(REPORT)}); } catch {}`,
    ),
    told: /wrote into the grader’s own channel/,
  },
  {
    name: 'writes a report into the file of the student’s progress',
    step: 'ledger',
    source: emptyFile(
      'ledger',
      `load('fs').writeFileSync(${PROGRESS}, ${JSON.stringify(REPORT)});`,
    ),
    told: /ERR_ACCESS_DENIED|Access to this API has been restricted/,
  },
  {
    name: 'answers for the driver',
    step: 'validateBlock',
    source: emptyFile('validateBlock', FORGED, `load('fs').writeSync(3, forged);`),
    told: /wrote into the grader’s own channel/,
  },
  {
    name: 'answers for the driver through its socket',
    step: 'handleMsg',
    source: emptyFile(
      'handleMsg',
      `${FORGED}
      for (const handle of (process as any)._getActiveHandles()) handle.write?.(forged);`,
    ),
    told: /wrote into the grader’s own channel/,
  },
  {
    name: 'asks the driver for something else',
    step: 'catchUp',
    source: emptyFile(
      'catchUp',
      `${FORGED}
      for (const handle of (process as any)._getActiveHandles()) handle.emit?.('data', forged);`,
    ),
    told: /./,
  },
  {
    name: 'repeats an earlier answer of the driver',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      `for (const handle of (process as any)._getActiveHandles()) {
        if (handle.fd !== 3 && !handle.write) continue;
        const { write } = handle;
        let first: unknown;
        handle.write = (...args: unknown[]) => { first ??= args[0]; return write.call(handle, first); };
      }`,
    ),
    told: /./,
  },
  {
    name: 'shuts the channel',
    step: 'longestChain',
    source: emptyFile('longestChain', '', `load('fs').closeSync(3);`),
    told: /./,
  },
  {
    name: 'announces a length that nobody can hold',
    step: 'reorganise',
    source: emptyFile('reorganise', '', `load('fs').writeSync(3, Buffer.alloc(4096, 255));`),
    told: /wrote into the grader’s own channel/,
  },
  {
    name: 'tells the stage what there was to see',
    step: 'User',
    source: emptyFile(
      'User',
      `const threads = load('worker_threads');
      const told = { seen: { started: [], threads: {}, signals: {}, heard: {}, events: [], failures: [] } };
      threads.parentPort?.postMessage(told);
      threads.workerData?.told?.postMessage(told);`,
    ),
    told: /./,
  },
  {
    name: 'has the length of the secret asked of itself',
    step: 'User',
    source: emptyFile(
      'User',
      `const bytes = Object.getPrototypeOf(Uint8Array.prototype);
      Object.defineProperty(bytes, 'length', { get: () => 32 });`,
    ),
    told: /Cannot redefine property: length/,
  },
  {
    name: 'is told of what others make',
    step: 'User',
    source: emptyFile('User', `load('async_hooks').createHook({ init() {} }).enable();`),
    told: /the grader does not allow this/,
  },
  {
    name: 'is told of promises that others make',
    step: 'handleMsg',
    source: emptyFile('handleMsg', `load('v8').promiseHooks.onInit(() => undefined);`),
    told: /the grader does not allow this/,
  },
  {
    name: 'has V8 show all bytes that there are',
    step: 'User',
    source: emptyFile('User', `load('v8').queryObjects(Uint8Array, { format: 'summary' });`),
    // Older versions do not have it.
    told: /the grader does not allow this|queryObjects is not a function/,
  },
  {
    name: 'throws something that cannot be read',
    step: 'signatures',
    source: emptyFile(
      'signatures',
      '',
      `throw new Proxy({}, { get() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } });`,
    ),
    told: /that cannot be read/,
  },
];
