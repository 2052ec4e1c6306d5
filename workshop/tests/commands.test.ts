import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import { SOLUTION } from '../../grader/course/parts';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { copyProject } from '../../tests/support/copyProject';
import { gradeOptions } from '../commands/gradeOptions';
import { naiveArguments } from '../student/naiveArguments';
import { nearestStep } from '../student/nearestStep';

interface Run {
  code: number;
  out: string;
  err: string;
}

let project: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  project = await copyProject();
  env = cleanEnvironment(privateFolder());
});

/** Runs a command of the workshop directly, not through npm. */
function run(command: string, ...words: string[]): Promise<Run> {
  const args = [
    '-r',
    'ts-node/register/transpile-only',
    `workshop/commands/${command}.ts`,
    ...words,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: project, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const mine = (): string => join(project, 'starter', 'mine.ts');

it('hint gives one hint at a time, and says when all hints are given', async () => {
  const hints: string[] = [];
  for (const name of ['step3', '3', 'mine']) hints.push((await run('hint', name)).out);
  expect(hints[0]).toContain('npm run hint step3');
  expect(hints[0]).toContain('The first idea');
  expect(hints[0]).not.toContain('The plan');
  expect(hints[1]).toContain('The plan');
  expect(hints[2]).toContain('Almost code');
  for (const hint of hints) {
    expect(Math.max(...hint.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  }
  expect((await run('hint', 'mine')).out).toContain('There are no more hints');
  expect((await run('hint', 'mine', '--again')).out).toMatch(
    /The first idea[^]*The plan[^]*Almost code/,
  );
  const first = await run('hint', 'mine', 'level', '1');
  expect(first.out).toMatch(/The first idea/);
  expect(first.out).not.toMatch(/The plan/);
  expect(await run('hint', 'mine', 'level', '4')).toMatchObject({ code: 2, out: '' });
  expect((await run('hint', 'mine', 'reset')).out).toContain('The first idea');
  expect((await run('hint', 'mine', 'level', '2')).err).toMatch(/^--level is a number from 1 to 1/);
});

it('wrong writes the wrong file of each exam', async () => {
  for (const { number, name } of COURSE) {
    expect((await run('wrongFile', `step${number}`)).code).toBe(0);
    const [written, right] = [join('try', 'wrong'), 'solution'].map((folder) =>
      readFileSync(join(project, folder, `${name}.ts`), 'utf8'),
    );
    expect(written).not.toBe(right);
  }
});

it("reset restores the stub, and keeps the student's file under another name", async () => {
  const stub = readFileSync(mine(), 'utf8');
  expect((await run('reset', 'mine')).out).toContain('is already the stub');
  for (const work of ['first try', 'second try']) {
    writeFileSync(mine(), `// ${work}\n`);
    const { code, out } = await run('reset', 'step3');
    const kept = /kept as (starter\/mine\.ts\.\S+\.kept)/.exec(out)?.[1] ?? '';
    expect(readFileSync(join(project, kept), 'utf8')).toBe(`// ${work}\n`);
    expect(readFileSync(mine(), 'utf8')).toBe(stub);
    expect(code).toBe(0);
  }
  const folder = readdirSync(join(project, 'starter'));
  expect(folder.filter((name) => name.endsWith('.kept'))).toHaveLength(2);
});

/** Root can write into a read-only folder. */
const itAsUser = process.getuid?.() === 0 ? it.skip : it;

itAsUser('reset says so if the folder is read-only, and changes nothing', async () => {
  const starter = join(project, 'starter');
  writeFileSync(mine(), '// my work\n');
  chmodSync(starter, 0o555);
  try {
    const { code, out, err } = await run('reset', 'mine');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      'npm run reset failed: the folder starter is read-only; your file is unchanged\n',
    );
  } finally {
    chmodSync(starter, 0o755);
  }
  expect(readFileSync(mine(), 'utf8')).toBe('// my work\n');
});

it("diff shows the reference's file after the student's file has passed, or with --spoil", async () => {
  expect(await run('diff', 'mine')).toMatchObject({ code: 1, out: '' });
  expect((await run('diff', 'mine', 'spoil')).out).toContain('+ import { BATCH }');
  copyFileSync(join(project, 'solution', 'mine.ts'), mine());
  writeFileSync(mine(), `${readFileSync(mine(), 'utf8')}// my own\n`);
  expect((await run('grade', 'step3')).code).toBe(0);
  const { code, out } = await run('diff', 'mine');
  expect([code, out]).toEqual([0, expect.stringContaining('- // my own')]);
  writeFileSync(mine(), `${readFileSync(mine(), 'utf8')}// changed since\n`);
  expect((await run('diff', 'mine')).code).toBe(1);
});

it('doctor says which parts work, and gives advice for the other parts', async () => {
  const { out } = await run('doctor', '--peer', '127.0.0.1:1');
  expect(out).toContain(`ok      Node ${process.versions.node}`);
  expect(out).toMatch(/NOT OK {2}127\.0\.0\.1:1 answers\n {8}No program listens on that port/);
});

it.each([
  ['hint', [], 'which step?'],
  ['hint', ['step99'], 'there is no "step99"'],
  ['hint', ['1', '2'], 'one step at a time'],
  ['hint', ['mien'], 'No step is called "mien". Did you mean mine? See npm run hint help.\n'],
  [
    'reset',
    ['hash'],
    'No step is called "hash". Did you mean hashBlock? See npm run reset help.\n',
  ],
  ['grade', ['nowhere'], '"nowhere" means nothing here; see npm run grade help\n'],
  ['grade', ['netwrok'], '"netwrok" means nothing here. Did you mean network?'],
  ['try', ['step3', 'step4'], 'one step at a time'],
  ['try', ['step3', '--inspect=1'], '--inspect takes no value'],
  ['grade', ['step3', 'inspect', 'target', 'solution'], 'so it is only for starter/'],
  ['reset', ['--hard'], 'there is no --hard'],
  ['diff', ['mine', '--spoil=yes'], 'takes no value'],
  ['doctor', ['--peer', 'nowhere'], '--peer is HOST:PORT'],
  ['lab', ['g'], '"g" means nothing here'],
  ['lab', ['7'], '"7" means nothing here'],
  ['lab', ['partiton'], 'No lab is called "partiton". Did you mean partition?'],
  ['generate', ['starter'], '"starter" means nothing here'],
  ['proof', ['--runs', '0'], '--runs is a whole number from 1 to 9999'],
  ['mutate', ['step99'], 'there is no "step99"'],
  ['grade', ['network', '--runs', 'many'], '--runs is a whole number from 1 to 9999'],
])('%s %j is refused in one line', async (command, words, sentence) => {
  const { code, out, err } = await run(command, ...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(sentence);
  expect(err.trimEnd()).not.toContain('\n');
});

it.each(['hint', 'try', 'reset', 'diff', 'doctor', 'grade', 'lab', 'generate', 'proof', 'mutate'])(
  '%s --help explains the command in 60 columns',
  async (command) => {
    const { code, out, err } = await run(command, '--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`npm run ${command}`);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  },
);

it.each([
  ['network runs', '--runs needs a value'],
  ['network --runs 0', '--runs is a whole number from 1 to 9999'],
  ['step3 --runs 5', '--runs is for network only'],
  ['network step3', 'network is graded alone, without steps'],
  ['network --watch', '--watch is for steps, not for network'],
  ['--target network', 'there is no folder network'],
  ['inspect', 'which step?'],
  ['step1 step2 --inspect', 'one step at a time'],
  ['step3 inspect target solution', '--inspect runs code without a sandbox'],
  ['step3 solution --inspect', '--inspect runs code without a sandbox'],
  ['step3 inspect watch', '--inspect and --watch cannot be used together'],
  ['network inspect', '--inspect and --network cannot be used together'],
])('grade %s is refused', (line, sentence) => {
  expect(() => gradeOptions(line.split(' '))).toThrow(sentence);
});

it.each([
  ['mien', 'mine'],
  ['MINNE', 'mine'],
  ['setp3', 'step3'],
  ['step-12', 'step12'],
  ['starter/ladger.ts', 'ledger'],
  ['hash', 'hashBlock'],
  ['longest', 'longestChain'],
  ['wach', undefined],
  ['nowhere', undefined],
  ['a', undefined],
  ['', undefined],
])('"%s" is near the step %s', (word, name) => {
  expect(nearestStep(word)).toBe(name);
});

it.each([
  ['step 3', ['mine']],
  ['STEP 14 step 1', ['hashBlock', 'signatures']],
  ['--step3 --hashBlock', ['hashBlock', 'mine']],
])('grade %s grades the steps %j', (line, names) => {
  expect(gradeOptions(line.split(' ')).steps.map(({ name }) => name)).toEqual(names);
});

it.each([['step'], ['step three'], ['step 99'], ['--step99']])('grade %s is refused', (line) => {
  expect(() => gradeOptions(line.split(' '))).toThrow(UsageError);
});

it('npm start suggests a step for a misspelled naive step', () => {
  expect(() => naiveArguments(['naive', 'mien'])).toThrow('"mien" is no step. Did you mean mine?');
  expect(() => naiveArguments(['naive', 'nowhere'])).toThrow(/"nowhere" is no step$/);
});

it('the value of a flag is not taken for a misspelled step', () => {
  expect(gradeOptions(['step3', 'target', 'solution']).target).toBe(SOLUTION);
  expect(() => gradeOptions(['target', 'mien'])).toThrow('there is no folder mien');
  expect(() => gradeOptions(['mien', '--all'])).toThrow(
    'No step is called "mien". Did you mean mine?',
  );
});

it('grade network accepts the flags of grade, with and without dashes', () => {
  const words = ['network', 'runs', '20', '--json', 'solution', '--seed', '3'];
  expect(gradeOptions(words)).toEqual({
    help: false,
    network: true,
    runs: 20,
    json: true,
    all: false,
    watch: false,
    inspect: false,
    steps: [],
    target: SOLUTION,
    search: 0,
    seed: 3,
    reports: [],
    hidden: new Set(),
  });
});

it('scene shows the naive part until the step is written, then the part of the student', async () => {
  const naive = await run('scene', 'step1');
  expect([naive.code, naive.err]).toEqual([0, '']);
  expect(naive.out).toContain('Step 1 is not written yet, so this is a naive part');
  expect(naive.out).toContain('The hash did not notice the change');
  copyFileSync(join(project, 'solution', 'hashBlock.ts'), join(project, 'starter/hashBlock.ts'));
  const yours = await run('scene', 'hashBlock');
  expect(yours.out).toContain('Your part, starter/hashBlock.ts.');
  expect(yours.out).toContain('The changed block has another hash.');
});

it.each([
  [[], /^which step\? .*; see npm run scene help\n$/],
  [['step3', 'step4'], /^one step at a time, please; see npm run scene help\n$/],
  [['step3', 'naive', 'reference'], /^choose one: naive or reference; see npm run scene help\n$/],
  [['step14', 'yours'], /^step 14 is not written yet; see npm run scene help\n$/],
])('scene refuses the command line %j in one line', async (words, error) => {
  const { code, out, err } = await run('scene', ...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(error);
});
