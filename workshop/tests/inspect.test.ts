import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stepOf } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import { ROOT, SOLUTION } from '../../grader/course/parts';
import { STEPS } from '../../grader/steps';
import { copyProject } from '../../tests/support/copyProject';
import { DebugSession } from '../../tests/support/DebugSession';
import type { Line } from '../../tests/support/DebugSession';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { Spawned } from '../../tests/support/Spawned';

const itWithSignals = process.platform === 'win32' ? it.skip : it;

let project: string;
let program: Spawned | undefined;
let session: DebugSession | undefined;

beforeAll(async () => {
  project = await copyProject();
});

afterEach(async () => {
  session?.end();
  await program?.kill();
  rmSync(join(project, 'try'), { recursive: true, force: true });
});

const starter = (name: StepName): string => join(project, 'starter', `${name}.ts`);

/** Puts the first wrong file of a step into the starter. */
function putMutant(name: StepName): void {
  writeFileSync(starter(name), STEPS[name].mutants.wrong[0].source);
}

/** Returns the first line of a step's file that contains a text. */
function lineWith(name: StepName, text: string): Line {
  const file = starter(name);
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  expect(index).not.toBe(-1);
  return { file, line: index + 1 };
}

/** Starts a command with `inspect`, as npm does. Returns when it waits for a debugger. */
async function start(command: 'try' | 'grade', ...words: string[]): Promise<Spawned> {
  return startWith(command, words);
}

async function startWith(
  command: 'try' | 'grade',
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<Spawned> {
  const launcher = ['workshop/commands/launchGuarded.js', `workshop/commands/${command}.ts`];
  const started = new Spawned(words, { project, command: launcher, env });
  program = started;
  const isWaiting = (): boolean => started.hasEnded || started.out.includes('chrome://inspect');
  await started.until('it waits for a debugger', isWaiting);
  return started;
}

/** Attaches a debugger to the port that a program names. */
async function attach({ out }: Spawned, breakpoints: readonly Line[]): Promise<DebugSession> {
  const [, port] = /^Attach a debugger to 127\.0\.0\.1:(\d+)\. Ctrl-C ends/m.exec(out) ?? [];
  session = await DebugSession.attach(Number(port), breakpoints);
  return session;
}

// ts-node compiles the file of ledger. esbuild compiles the file of broadcast.
const PLACES = [
  ['ledger', 'const { id, from, to, amount } = transaction;', 'changeBalance(ledger, to'],
  ['broadcast', 'const deliveries', 'return deliveries'],
] as const;

it.each(PLACES)(
  'try %s inspect stops at a breakpoint in the TypeScript',
  async (name, ...texts) => {
    putMutant(name);
    const lines = texts.map((text) => lineWith(name, text));
    const debugged = await attach(await start('try', name, 'inspect'), lines);
    const begin = await debugged.pause();
    const file = join(project, 'try', `step${stepOf(name).number}.ts`);
    expect(begin).toMatchObject({ file, isBreakpoint: false });
    for (const line of lines) {
      await debugged.resume();
      expect(await debugged.pause()).toEqual({ ...line, isBreakpoint: true });
    }
  },
);

it.each(PLACES)(
  'grade %s --inspect stops at the first line of the function, then at a breakpoint',
  async (name, first, second) => {
    putMutant(name);
    const [stop, breakpoint] = [lineWith(name, first), lineWith(name, second)];
    const started = await start('grade', name, '--inspect');
    expect(started.out).toMatch(/^This is not a grade: no points, no sandbox, no time limits\.\n/);
    expect(started.out).toContain(`, starter/${name}.ts:${stop.line}.\n`);
    const debugged = await attach(started, [breakpoint]);
    expect(await debugged.pause()).toEqual({ ...stop, isBreakpoint: false });
    await debugged.resume();
    expect(await debugged.pause()).toEqual({ ...breakpoint, isBreakpoint: true });
  },
);

it.each(['try', 'grade'] as const)(
  '%s step9 --inspect, whose flag npm takes away, can be debugged',
  async (command) => {
    putMutant('broadcast');
    const script = `node launchGuarded.js workshop/commands/${command}.ts`;
    const taken = { npm_config_inspect: 'true', npm_lifecycle_script: script };
    const debugged = await attach(await startWith(command, ['step9'], taken), []);
    expect((await debugged.pause()).file).toMatch(
      command === 'try' ? /step9\.ts$/ : /broadcast\.ts$/,
    );
  },
);

it('grade inspect also stops in a thread', async () => {
  putMutant('User');
  const started = await start('grade', 'User', 'inspect');
  const [, line] = /, starter\/User\.ts:(\d+)\.$/m.exec(started.out) ?? [];
  const debugged = await attach(started, []);
  expect(started.out).toContain('\nVS Code also stops in threads. Chrome does not.\n');
  // The main thread must go on until it starts the other one.
  debugged.pause().catch(() => undefined);
  const thread = await debugged.thread();
  // Node also stops at the beginning of a thread that a debugger waits for.
  expect((await thread.pause()).file).toMatch(/[\\/]thread\.cjs$/);
  await thread.resume();
  const stop = { file: starter('User'), line: Number(line), isBreakpoint: false };
  expect(await thread.pause()).toEqual(stop);
});

it('threads run if the debugger does not know threads', async () => {
  putMutant('User');
  const started = await start('grade', 'User', 'inspect');
  const debugged = await attach(started, []);
  debugged.pause().catch(() => undefined);
  await started.until('the check has failed', () => /^got {7}\S/m.test(started.out));
  debugged.end();
  expect(await started.ended()).toEqual({ code: 0, signal: null });
});

it('grade inspect of a right step plays its first check, notes no points, and ends', async () => {
  copyFileSync(join(SOLUTION, 'hashBlock.ts'), starter('hashBlock'));
  const started = await start('grade', 'step1', 'inspect');
  expect(started.out).toContain('No check fails, so it plays the first: "');
  const debugged = await attach(started, []);
  expect(await debugged.pause()).toMatchObject({ file: starter('hashBlock') });
  debugged.end();
  expect(await started.ended()).toEqual({ code: 0, signal: null });
  expect(started.out).toContain('The check passes.');
  expect(existsSync(join(project, '.cantor.json'))).toBe(false);
  expect(readdirSync(join(project, 'try'))).toEqual(['step1.ts']);
});

it('grade inspect of a file that cannot be loaded says so', async () => {
  writeFileSync(starter('mine'), 'export const mine = ;\n');
  const started = await start('grade', 'mine', 'inspect');
  expect(await started.ended()).toEqual({ code: 1, signal: null });
  expect(started.out).toBe('starter/mine.ts cannot be loaded. See npm run grade step3.\n');
});

itWithSignals('Ctrl-C ends a program that is paused, and leaves nothing behind', async () => {
  putMutant('broadcast');
  const started = await start('grade', 'broadcast', 'inspect');
  await (await attach(started, [])).pause();
  expect(readdirSync(join(project, 'try'))).toHaveLength(2);
  expect(await started.endWith('SIGINT')).toEqual({ code: 130, signal: null });
  expect(await processesLeft(started.folder)).toEqual([]);
  expect(foldersLeft(started.folder)).toEqual([]);
  expect(readdirSync(join(project, 'try'))).toEqual(['step9.ts']);
});

it('a port in use is said in one line, and another port is used', async () => {
  const server = createServer();
  // Another program of this machine can use the port. Then this test needs no server.
  server.on('error', () => undefined).listen(9229, '127.0.0.1');
  try {
    const { out } = await start('try', 'step1', 'inspect');
    const [, port] = /^Port 9229 is in use\. The debugger uses port (\d+)\.$/m.exec(out) ?? [];
    expect(Number(port)).toBeGreaterThan(0);
    expect(out).toContain(`Attach a debugger to 127.0.0.1:${port}. Ctrl-C ends the program.\n`);
    expect(out).toContain('VS Code  Run and Debug, "Attach to a running program"\n');
  } finally {
    server.close();
  }
});

it('the settings of VS Code fit what the program prints', async () => {
  const { out } = await start('try', 'step1', 'inspect');
  const [launch, tasks] = ['launch.json', 'tasks.json'].map(
    (name) => JSON.parse(readFileSync(join(ROOT, '.vscode', name), 'utf8')) as Settings,
  );
  for (const [, name] of out.matchAll(/Run and Debug, "(.*)"/g)) {
    expect(launch.configurations.map((each) => each.name)).toContain(name);
  }
  const attaching = launch.configurations.filter(({ port }) => port !== undefined);
  expect(attaching).toHaveLength(3);
  for (const { address, preLaunchTask: label } of attaching) {
    expect(address).toBe('127.0.0.1');
    if (label === undefined) continue;
    const task = tasks.tasks.find((each) => each.label === label);
    expect(task?.command).toMatch(/^npm run (try|grade) \$\{fileBasenameNoExtension\} inspect$/);
    expect(out).toMatch(new RegExp(task?.problemMatcher.background.endsPattern ?? 'none', 'm'));
  }
});

/** The parts of VS Code's settings that depend on our output. */
interface Settings {
  configurations: ReadonlyArray<{
    name: string;
    address?: string;
    port?: number;
    preLaunchTask?: string;
  }>;
  tasks: ReadonlyArray<{
    label: string;
    command: string;
    problemMatcher: { background: { endsPattern: string } };
  }>;
}
