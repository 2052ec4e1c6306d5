import { realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { StepName } from '../course/course';
import { ROOT } from '../course/parts';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';
import { inThread } from './inThread';

/**
 * Returns the path of one of the project's files, as code.
 *
 * @throws Error if the file does not exist, because an attack on a missing file proves nothing
 */
function path(...names: string[]): string {
  return JSON.stringify(realpathSync(join(ROOT, ...names)));
}

/** The messages of different Node versions. Node does not find a module that it cannot read. */
const DENIED =
  /ERR_ACCESS_DENIED|Access to this API has been restricted|requires full fs\.read|process\.binding|Cannot find module|the grader does not allow this/;

/** On Windows, an ordinary user cannot make a link to a file. */
const WITH_LINKS: NodeJS.Platform[] = ['linux', 'darwin'];

const READ_USER = `require('fs').readFileSync(${path('solution', 'User.ts')});`;

/** Attacks that read forbidden files, or submit the reference. */
export const READING: Attack[] = [
  reading('the reference', 'mine', `load('fs').readFileSync(${path('solution', 'mine.ts')});`),
  reading(
    'the suite',
    'hashBlock',
    `load('fs').readFileSync(${path('grader', 'steps', 'hashBlock', 'suite.test.ts')});`,
  ),
  reading(
    'the course table by require',
    'ledger',
    `load(${path('grader', 'course', 'course.ts')});`,
  ),
  reading(
    'the reference past the compiler',
    'signatures',
    `Object.assign(exports, module.require(${path('solution', 'signatures.ts')}));`,
  ),
  reading(
    'through a link in its own folder',
    'handleMsg',
    `const fs = load('fs');
    fs.symlinkSync(${path('solution')}, __dirname + '/link');
    fs.readFileSync(__dirname + '/link/handleMsg.ts');`,
  ),
  reading(
    'through another program',
    'mine',
    `load('child_process').execFileSync('cat', [${path('solution', 'mine.ts')}]);`,
  ),
  reading(
    'through a detached child that runs longer than its parent',
    'validateBlock',
    `load('child_process').spawn(process.execPath, ['-e', 'for (;;);'], { detached: true }).unref();`,
  ),
  ...['realpathSync', 'existsSync', 'accessSync', 'statSync'].map((name) =>
    reading(
      `with ${name} whether a file exists`,
      'hashBlock',
      `if (!load('fs').${name}(${path('solution', 'mine.ts')})) throw new Error('ERR_ACCESS_DENIED');`,
    ),
  ),
  reading(
    'with an internal class of Node',
    'hashBlock',
    `const found: any[] = [];
    load('async_hooks').createHook({ init: (...args: any[]) => found.push(args[3]) }).enable();
    load('fs').readFile(__filename, () => undefined);
    const Job = found.find((one) => one.constructor.name === 'ReadFileJob')?.constructor;
    new Job(${path('solution', 'mine.ts')}, 0, 65536, true).run(__filename);`,
  ),
  ...['_readPackage', '_stat'].map((name) =>
    reading(
      `through ${name} of the class of modules`,
      'hashBlock',
      `(module.constructor as any).${name}(${path('.')});`,
    ),
  ),
  reading(
    'through an internal part of Node',
    'createGenesisBlock',
    `(process as any).binding('fs');`,
  ),
  reading(
    'through WASI',
    'hashBlock',
    `new (load('wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } });`,
  ),
  reading('through a debugger', 'ledger', `new (load('inspector').Session)().connect();`),
  reading(
    'what a pipe of another program says',
    'hashBlock',
    `load('net').connect({ path: '/run/docker.sock' });`,
  ),
  reading(
    'what other programs write into a pipe of its own',
    'mine',
    `const server = load('net').createServer();
    server._listen2(require('os').tmpdir() + '/package.json', -1, -1);`,
  ),
  {
    name: 'opens a database',
    step: 'ledger',
    source: emptyFile('ledger', `new (load('node:sqlite').DatabaseSync)('/tmp/cantor-owned.db');`),
    // Older versions of Node do not have this module.
    message: /the grader does not allow this|No such built-in module/,
  },
  {
    name: 'makes Node write a report when its memory is full',
    step: 'hashBlock',
    source: emptyFile('hashBlock', `(process as any).report.reportOnFatalError = true;`),
    message: /Cannot set properties of undefined/,
  },
  {
    name: 'reads the reference in a thread with other flags',
    step: 'User',
    source: inThread({ first: READ_USER, options: 'execArgv: [], env: {}' }),
    message: DENIED,
  },
  {
    name: 'reads in a thread that a thread has started',
    step: 'User',
    source: inThread({ first: 'startSecond();', second: READ_USER, options: 'execArgv: []' }),
    message: DENIED,
  },
  {
    name: 'reads in a thread whose code is a text',
    step: 'User',
    source: inThread({ first: `new Worker(${JSON.stringify(READ_USER)}, { eval: true });` }),
    message: DENIED,
  },
  {
    name: 'reads in a thread whose flags are in the environment',
    step: 'User',
    source: inThread({
      first: `Object.defineProperty(process, 'env', {
          get: () => ({ NODE_OPTIONS: '--allow-fs-read=* --import=data:text/javascript,' }),
        });
        startSecond();`,
      second: READ_USER,
    }),
    message: DENIED,
  },
  {
    name: 'becomes another program',
    step: 'mine',
    // Older versions of Node have no such function.
    source: emptyFile(
      'mine',
      `(process as any).execve?.('/bin/cat', ['cat', ${path('solution', 'mine.ts')}]);`,
    ),
    message: /./,
  },
  reading(
    'in the thread for hooks of modules',
    'User',
    `load('module').register('data:text/javascript,');`,
  ),
  {
    name: 'reads in a thread whose settings are in the prototype of objects',
    step: 'User',
    source: inThread({
      first: '(Object.prototype as any).execArgv = []; startSecond();',
      second: READ_USER,
    }),
    message: DENIED,
  },
  {
    name: 're-exports the reference',
    step: 'mine',
    source: `export * from '../solution/mine';\n`,
    message: /\.\.\/solution\/mine|neither a supplied file nor an earlier step/,
  },
  {
    name: 're-exports the reference by its absolute path',
    step: 'hashBlock',
    source: `export * from ${path('solution', 'hashBlock.ts').replace('.ts', '')};\n`,
    message: /neither a supplied file nor an earlier step|not one of Node's own modules/,
  },
  {
    name: 're-exports the reference by a path through the supplied files',
    step: 'ledger',
    source: `export * from './supplied/../../../../${ROOT.slice(1)}/solution/ledger';\n`,
    message: /./,
  },
  {
    name: 're-exports the reference by a path through the grader’s folder',
    step: 'ledger',
    source: `export * from '../../../../../../../../proc/self/cwd/solution/ledger';\n`,
    message: /neither a supplied file nor an earlier step/,
  },
  {
    name: 'imports another file as text',
    step: 'hashBlock',
    source: `import text from ${path('package.json')} with { type: 'text' };
      export function blockPrefix(): string { return text; }
      export function hashBlock(): string { return text; }`,
    message: /an import has no attributes here/,
  },
  {
    name: 'imports all files that fit a pattern',
    step: 'mine',
    source: emptyFile('mine', "const find = (name: string) => require('../../../../etc/' + name);"),
    message: /an import must name one file/,
  },
  {
    name: 'has an earlier step that is a link to the reference of the graded step',
    step: 'longestChain',
    source: `export * from './mine';\n`,
    prepare: (folder) => {
      rmSync(join(folder, 'mine.ts'));
      symlinkSync(join(ROOT, 'solution', 'longestChain.ts'), join(folder, 'mine.ts'));
    },
    message: /exports no function longestChain/,
    on: WITH_LINKS,
  },
  {
    name: 'is a link to the reference',
    step: 'mine',
    source: '',
    prepare: (folder) => {
      rmSync(join(folder, 'mine.ts'));
      symlinkSync(join(ROOT, 'solution', 'mine.ts'), join(folder, 'mine.ts'));
    },
    message: /mine\.ts is a link/,
    on: WITH_LINKS,
  },
  {
    name: 'imports a link to the reference',
    step: 'hashBlock',
    source: `export * from './supplied/help';\n`,
    prepare: (folder) =>
      symlinkSync(join(ROOT, 'solution', 'hashBlock.ts'), join(folder, 'supplied', 'help.ts')),
    message: /./,
    on: WITH_LINKS,
  },
];

/** @param before code that reads when the file is loaded; the read must be denied */
function reading(how: string, step: StepName, before: string): Attack {
  return { name: `reads ${how}`, step, source: emptyFile(step, before), message: DENIED };
}
