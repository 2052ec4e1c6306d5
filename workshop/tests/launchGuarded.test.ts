import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { findIsolation } from '../../grader/harness/parent/sandbox/findIsolation';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { Spawned } from '../../tests/support/Spawned';

const LAUNCH = ['workshop/commands/launchGuarded.js'];
/** Far less than the time after which a silent program is ended. */
const SOON_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'cantor-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isIsolated = findIsolation(undefined, folder).name !== 'none';
const onLinux = process.platform === 'linux' ? it : it.skip;
const itWithSignals = process.platform === 'win32' ? it.skip : it;

function start(source: string, env: Record<string, string> = {}): Spawned {
  const file = join(folder, 'program.ts');
  writeFileSync(file, `import childProcess from 'node:child_process';\n${source}`);
  return new Spawned([file], { command: LAUNCH, env });
}

/** Demands that a program leaves no process and no folder behind. */
async function expectNothingLeft(program: Spawned): Promise<void> {
  expect(await processesLeft(program.folder)).toEqual([]);
  expect(foldersLeft(program.folder)).toEqual([]);
}

describe.each([
  ['with isolation', {}],
  ['without isolation', { CANTOR_ISOLATION: 'none' }],
])('a program, %s,', (_, env) => {
  itWithSignals.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('that hangs ends with everything it started on %s', async (signal, code) => {
    // Each process ignores all signals that can be ignored.
    const deaf = `for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(name, () => {});`;
    const child = JSON.stringify(`${deaf} setInterval(() => {}, 1000);`);
    const program = start(
      `childProcess.spawn(process.execPath, ['-e', ${child}], { stdio: 'ignore', detached: true });
      ${deaf}
      process.stdout.write('up');
      for (;;);`,
      env,
    );
    try {
      await program.until('it hangs', () => program.out === 'up');
      program.child.kill(signal);
      expect(await program.ended(SOON_MS)).toEqual({ code, signal: null });
      await expectNothingLeft(program);
    } finally {
      await program.kill();
    }
  });

  onLinux('that is killed leaves no process with its files', async () => {
    const program = start(
      `const args = ['-e', 'setInterval(() => {}, 1000)', process.env.TMPDIR + '/file'];
      childProcess.spawn(process.execPath, args, { stdio: 'ignore', detached: true });
      process.stdout.write('up');
      process.kill(process.pid, 'SIGKILL');`,
      env,
    );
    try {
      expect(await program.ended(SOON_MS)).toEqual({ code: 137, signal: null });
      await expectNothingLeft(program);
    } finally {
      await program.kill();
    }
  });

  it('that does not answer ends after a time', async () => {
    const program = start(`process.stdout.write('up'); for (;;);`, env);
    try {
      expect(await program.ended()).toEqual({ code: 3, signal: null });
      expect(program.err).toBe('the grader stopped: it did not answer for 20 seconds\n');
      await expectNothingLeft(program);
    } finally {
      await program.kill();
    }
  });
});

onLinux('a program does not inherit the files that a shell has left open', () => {
  const file = join(folder, 'descriptors.ts');
  writeFileSync(file, `console.log(require('fs').readlinkSync('/proc/self/fd/42'));`);
  const command = 'exec "$0" workshop/commands/launchGuarded.js "$1" 42</etc/hostname';
  const { stdout } = spawnSync('bash', ['-c', command, process.execPath, file], { cwd: ROOT });
  expect(stdout.toString()).toBe('/dev/null\n');
});

(isIsolated ? it : it.skip).each([
  [['step3'], 'own'],
  [['step3', 'target', 'inspect'], 'own'],
  [['step3', '--target', 'inspect'], 'own'],
  [['step3', 'inspect'], 'undefined'],
  [['--inspect', 'step3'], 'undefined'],
])('a program with the words %j has this network: %s', async (words, network) => {
  const file = join(folder, 'network.ts');
  writeFileSync(file, 'console.log(process.env.CANTOR_NETWORK);');
  const program = new Spawned([file, ...words], { command: LAUNCH });
  try {
    expect(await program.ended()).toEqual({ code: 0, signal: null });
    expect(program.out).toBe(`${network}\n`);
  } finally {
    await program.kill();
  }
});

(isIsolated ? it : it.skip)('an isolated program has a network of its own', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const source = `import { connect, createServer } from 'node:net';
    const answer = (port) => new Promise((resolve) =>
      connect(port, '127.0.0.1').on('connect', () => resolve('open')).on('error', (e) => resolve(e.code)));
    const own = createServer().listen(0, async () => {
      console.log(await answer(${port}), await answer(own.address().port));
      process.exit(7);
    });`;
  const isolated = start(source);
  const open = start(source, { CANTOR_ISOLATION: 'none' });
  try {
    expect(await isolated.ended()).toEqual({ code: 7, signal: null });
    expect(isolated.out).toBe('ECONNREFUSED open\n');
    await open.ended();
    expect(open.out).toBe('open open\n');
  } finally {
    server.close();
    await Promise.all([isolated.kill(), open.kill()]);
  }
});
