import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';
import { inThread } from './inThread';

/** Attacks that end their process, or that never end. */
export const ENDING: Attack[] = [
  {
    name: 'exits when it is loaded',
    step: 'hashBlock',
    source: emptyFile('hashBlock', 'process.exit(0);'),
    message: /your code called process\.exit\(0\) while it was loaded/,
  },
  {
    name: 'exits in a call',
    step: 'mine',
    source: emptyFile('mine', '', 'process.exit(0);'),
    message: /your code called process\.exit\(0\)/,
  },
  {
    name: 'exits in a timer',
    step: 'handleMsg',
    source: emptyFile('handleMsg', 'setTimeout(() => process.exit(0), 1);'),
    message: /your code called process\.exit\(0\)|got .*undefined/,
  },
  {
    name: 'exits from a thread',
    step: 'User',
    source: inThread({ first: 'process.exit(0);' }).replace('await', 'process.exit(0); await'),
    message: /your code called process\.exit\(0\)/,
  },
  {
    name: 'has an earlier step that is a folder',
    step: 'createGenesisBlock',
    source: emptyFile('createGenesisBlock', ''),
    prepare: (folder) => {
      rmSync(join(folder, 'hashBlock.ts'));
      mkdirSync(join(folder, 'hashBlock.ts'));
    },
    message: /undefined/,
  },
  {
    name: 'has an earlier step that is a pipe',
    step: 'mine',
    source: emptyFile('mine', ''),
    prepare: (folder) => {
      rmSync(join(folder, 'hashBlock.ts'));
      execFileSync('mkfifo', [join(folder, 'hashBlock.ts')]);
    },
    // Windows has no `mkfifo`.
    on: ['linux', 'darwin'],
    message: /undefined/,
  },
  {
    name: 'has an earlier step of comments that never end',
    step: 'createGenesisBlock',
    source: emptyFile('createGenesisBlock', ''),
    prepare: (folder) => writeFileSync(join(folder, 'hashBlock.ts'), `\n${'/* '.repeat(40_000)}\n`),
    message: /undefined/,
  },
  {
    name: 'is longer than any step',
    step: 'hashBlock',
    source: `export const blockPrefix: any = ${'['.repeat(4_000_000)}`,
    message: /longer than the 128 KiB/,
  },
  {
    name: 'opens brackets without end',
    step: 'hashBlock',
    source: `export const blockPrefix: any = ${'['.repeat(130_000)}`,
    message: /./,
  },
  {
    name: 'throws an error whose stack takes very long to search',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      '',
      `const error = new Error('long'); error.stack = 'at '.repeat(200_000); throw error;`,
    ),
    message: /it threw Error: long/,
  },
  {
    name: 'has a line that takes very long to search',
    step: 'hashBlock',
    source: `/*\nfunction${' '.repeat(120_000)}\n*/\n${emptyFile('hashBlock', '')}`,
    message: /undefined/,
  },
  {
    name: 'returns names that cannot be converted to text',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', "return new Map([['name', { toString: 1, valueOf: 1 }]]);"),
    message: /Map/,
  },
  {
    name: 'aborts',
    step: 'ledger',
    source: emptyFile('ledger', '', 'process.abort();'),
    message: /ended by SIGABRT/,
  },
  {
    name: 'never returns',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', 'for (;;);'),
    message: /did not return within 2 seconds/,
  },
  {
    name: 'never returns when it is loaded',
    step: 'validateBlock',
    source: emptyFile('validateBlock', 'for (;;);'),
    message: /did not return within 2 seconds/,
  },
  {
    name: 'tells the grader again that it is ready, to get more time',
    step: 'longestChain',
    source: emptyFile(
      'longestChain',
      `const body = Buffer.from('["o",["up"],[true]]');
      const frame = Buffer.alloc(4 + body.length);
      frame.writeUInt32LE(body.length);
      body.copy(frame, 4);
      const wait = (ms: number): void => { for (const end = Date.now() + ms; Date.now() < end; ); };
      wait(1000);
      load('fs').writeSync(3, frame);`,
      'wait(7000); return "";',
    ),
    message: /did not return within 2 seconds/,
  },
  {
    name: 'returns a promise that never settles',
    step: 'handleMsg',
    source: emptyFile('handleMsg', '', 'return new Promise(() => undefined);'),
    message: /./,
  },
  {
    name: 'makes promises without end',
    step: 'catchUp',
    source: emptyFile(
      'catchUp',
      '',
      'const on = (): Promise<void> => Promise.resolve().then(on); return on();',
    ),
    message: /did not return within/,
  },
  {
    name: 'calls itself without end',
    step: 'createGenesisBlock',
    source: emptyFile(
      'createGenesisBlock',
      'function deeper(): number { return 1 + deeper(); }',
      'return deeper();',
    ),
    message: /RangeError: Maximum call stack size exceeded/,
  },
  {
    name: 'fills its memory',
    step: 'ledger',
    source: emptyFile(
      'ledger',
      'const all: unknown[] = [];',
      'for (;;) all.push(new Array(1e5).fill(all.length));',
    ),
    message: /ran out of memory|used more memory/,
  },
  {
    name: 'fills memory outside of the heap',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      'const all: unknown[] = [];',
      'for (;;) all.push(Buffer.alloc(2 ** 24, 1));',
    ),
    message: /used more memory than the 512 MiB/,
    // On other systems, memory outside of the heap has no limit (see exercises/instructor.md).
    on: ['linux'],
  },
  {
    name: 'fills memory between the calls',
    step: 'signatures',
    source: emptyFile(
      'signatures',
      'const all: unknown[] = []; setInterval(() => all.push(Buffer.alloc(2 ** 26, 1)), 1);',
    ),
    message: /./,
    on: ['linux'],
  },
  {
    name: 'leaves a rejection unhandled',
    step: 'mine',
    source: emptyFile('mine', 'void Promise.reject(new Error("left alone"));'),
    message: /left running by an earlier call threw Error: left alone/,
  },
  {
    name: 'prints without end',
    step: 'hashBlock',
    source: emptyFile('hashBlock', '', 'for (;;) console.log("x".repeat(1e6));'),
    message: /did not return within 2 seconds/,
  },
  {
    name: 'sends signals to the grader',
    step: 'mine',
    source: emptyFile(
      'mine',
      '',
      'for (const name of ["SIGSTOP", "SIGUSR1", "SIGKILL"]) process.kill(process.ppid, name);',
    ),
    message: /the grader does not allow this/,
  },
  {
    name: 'sends signals to the grader from a thread',
    step: 'User',
    source: inThread({
      first: `process.kill(process.ppid, 'SIGKILL');`,
      options: 'execArgv: [], env: {}',
    }),
    message: /the grader does not allow this/,
  },
  {
    name: 'sends signals to its group through the class of processes',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      `const { ChildProcess } = load('child_process');
      const Handle = (new ChildProcess() as any)._handle.constructor;
      for (let i = 0; i < 1000; i++) if (new Handle().kill(0) === 0) new Handle().kill(9);`,
    ),
    message: /the grader does not allow this/,
  },
  {
    name: 'opens the grader to a debugger',
    step: 'ledger',
    source: emptyFile('ledger', '', '(process as any)._debugProcess(process.ppid);'),
    message: /the grader does not allow this/,
  },
  {
    name: 'starts many threads of Node’s pool, which work without end',
    step: 'hashBlock',
    source: emptyFile(
      'hashBlock',
      `process.env.UV_THREADPOOL_SIZE = '400';
      const { pbkdf2 } = load('crypto');
      for (let i = 0; i < 400; i++) pbkdf2('x', 'y', 2 ** 31 - 1, 64, 'sha512', () => undefined);`,
    ),
    message: /undefined/,
  },
  {
    name: 'leaves a thread and a port behind',
    step: 'minerThread',
    source: emptyFile(
      'minerThread',
      `const { Worker, workerData } = load('worker_threads');
      if (workerData === 'endless') for (;;);`,
      `new Worker(__filename, { workerData: 'endless' }); load('net').createServer().listen(0);`,
    ),
    message: /./,
  },
];
