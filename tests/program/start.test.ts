import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import { copyProject } from '../support/copyProject';

interface Run {
  code: number;
  out: string;
  err: string;
}

let project: string;

beforeAll(async () => {
  project = await copyProject();
});

/** Runs the program of `npm start` without a terminal. */
function start(...args: string[]): Promise<Run> {
  const ts = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/start.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, ts, { cwd: project }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** Returns the path of a step's file. */
const fileOf = (step: string, folder = 'starter'): string => join(project, folder, `${step}.ts`);

/** Replaces a stub with the reference's file, or with a changed copy of this file. */
function write(step: string, change = (source: string): string => source): void {
  writeFileSync(fileOf(step), change(readFileSync(fileOf(step, 'solution'), 'utf8')));
}

it('npm start runs a whole network before the student has written a step', async () => {
  const { code, out, err } = await start();
  expect(err).toBe('');
  expect(out).toContain(`All ${COURSE.length} parts are borrowed.`);
  expect(out).toContain('Next: step 1, hashBlock, see exercises/01-hashBlock.md.');
  expect(out).toContain('The 3 chains are equal');
  expect(code).toBe(0);
});

it("npm start mines with the student's own mine, and lists the student's parts", async () => {
  const stub = readFileSync(fileOf('mine'), 'utf8');
  write('hashBlock');
  write('mine', (source) =>
    source.replace('const prefix =', "console.log('my own mine');\n  const prefix ="),
  );
  const { code, out } = await start();
  expect(out).toContain(`2 of ${COURSE.length} parts are yours: hashBlock, mine.`);
  expect(out).toContain('my own mine');
  expect(code).toBe(0);

  const half = readFileSync(fileOf('mine'), 'utf8').replace(
    'const zeroDigits = difficulty >> 2;',
    "throw new NotImplemented('step3', 'meetsDifficulty', 'exercises/03-mine.md');",
  );
  writeFileSync(
    fileOf('mine'),
    `import { NotImplemented } from './supplied/NotImplemented';\n${half}`,
  );
  const again = await start('--help');
  expect(again.code).toBe(0);
  const { out: borrowed } = await start();
  expect(borrowed).toContain('Step 3 is borrowed until you also write meetsDifficulty.');
  expect(borrowed).not.toContain('my own mine');
  writeFileSync(fileOf('mine'), stub);
});

it("npm start names step, file, line and handout if a student's part throws", async () => {
  write('mine', (source) =>
    source.replace(
      'const prefix =',
      "if (draft.index > 2) throw new RangeError('too high');\n  const prefix =",
    ),
  );
  const line = readFileSync(fileOf('mine'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('too high'));
  const { code, err } = await start();
  expect(err).toContain('alice has stopped');
  expect(err).toContain(`your mine (step 3) threw "too high" at starter/mine.ts:${line + 1}`);
  expect(err).toContain('exercises/03-mine.md');
  expect(code).toBe(1);
  copyFileSync(fileOf('mine', 'solution'), fileOf('mine'));
});

it("npm start also names a student's part that throws in the main thread", async () => {
  write('User', (source) =>
    source.replace('const signals =', "throw new Error('no start');\n    const signals ="),
  );
  const { code, err } = await start();
  expect(err).toMatch(/your User \(step 6\) threw "no start" at starter\/User\.ts:\d+/);
  expect(code).toBe(1);
  copyFileSync(fileOf('User', 'solution'), fileOf('User'));
});

it("npm start shows where a student's part does not compile", async () => {
  write('broadcast', (source) => source.replace('const others =', 'const others = =;'));
  const { code, err } = await start();
  expect(err).toMatch(/starter\/broadcast\.ts:\d+: Unexpected "="/);
  expect(err).toContain('const others = =;');
  expect(code).toBe(1);
  copyFileSync(fileOf('broadcast', 'solution'), fileOf('broadcast'));
});

it('npm start refuses an unknown flag', async () => {
  const { code, out, err } = await start('--nonsense');
  expect(err).toBe('there is no --nonsense; see npm start help\n');
  expect([code, out]).toEqual([2, '']);
});

it('npm start naive takes a naive part for the named steps, and says so', async () => {
  const { code, out } = await start('demo', '--naive', 'step4,9');
  expect(out).toContain('Naive: validateBlock (step 4): the work is not checked.');
  expect(out).toContain('Naive: broadcast (step 9): one peer is asked after the other.');
  expect(code).toBe(0);
  const needs = '--naive needs steps, such as step4,step9';
  expect(await start('naive')).toEqual({
    code: 2,
    out: '',
    err: `${needs}; see npm start help\n`,
  });
  expect(await start('--naive=mien')).toEqual({
    code: 2,
    out: '',
    err: `${needs}; "mien" is no step. Did you mean mine? See npm start help.\n`,
  });
});
