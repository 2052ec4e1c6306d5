import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, SOLUTION } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import type { DisputeFile } from '../../grader/report/formats/DisputeFile';
import { gradeOptions } from '../commands/gradeOptions';

interface Run {
  code: number;
  out: string;
  err: string;
}

const folder = privateFolder();
const out = join(folder, 'out');
const env = cleanEnvironment(folder);
const PROGRAM = [join('workshop', 'commands', 'launchGuarded.js'), 'workshop/commands/grade.ts'];
const REPLAY = 'workshop/commands/gradeReplay.ts';

const grade = (...words: string[]): Promise<Run> => run([...PROGRAM, ...words]);
const replay = (...words: string[]): Promise<Run> => run([PROGRAM[0], REPLAY, ...words]);

function run(words: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: ROOT, env }, (error, stdout, err) => {
      resolve({ code: error ? Number(error.code) : 0, out: stdout, err });
    });
  });
}

const read = (name: string): string => readFileSync(join(out, name), 'utf8');
const parse = (name: string): Record<string, unknown> =>
  JSON.parse(read(name)) as Record<string, unknown>;

/** A submission whose `mine` never stops early. */
const target = join(folder, 'submission');

/** A check of `mine` that this submission fails. */
const FAILS = 'If goOn returns false, mine returns null at once';

beforeAll(() => {
  mkdirSync(target);
  const solution = readFileSync(join(SOLUTION, 'mine.ts'), 'utf8');
  const wrong = solution.replace(/if \(!goOn\(([^)]*)\)\) return null;/, 'goOn($1);');
  expect(wrong).not.toBe(solution);
  writeFileSync(join(target, 'mine.ts'), wrong);
});

it('writes several reports of one grading, without the hidden checks', async () => {
  const hide = join(folder, 'hide.txt');
  writeFileSync(hide, `# for the exam\n${FAILS}\n`);
  const reports = ['gradescope=results.json', 'junit=deep/junit.xml', 'json=report.json'];
  const words = reports.flatMap((word) => ['report', word.replace('=', `=${out}/`)]);
  const graded = await grade('step3', 'target', target, ...words, '--hide', hide);
  expect([graded.code, graded.err]).toEqual([1, '']);
  expect(graded.out).toMatch(/1 check is hidden\. You have (\d+) of \1 points without the hidden/);
  expect(graded.out).not.toContain(FAILS);
  const { points, outOf, steps } = parse('report.json') as {
    points: number;
    outOf: number;
    steps: { checks: { name: string; hidden?: true }[] }[];
  };
  expect(outOf).toBe(10);
  expect(points).toBeLessThan(10);
  const hidden = steps[0].checks.filter((check) => check.hidden);
  expect(hidden.map(({ name }) => name)).toEqual([FAILS]);
  const { score, tests } = parse('results.json') as {
    score: number;
    tests: { name: string; visibility: string }[];
  };
  expect(score).toBe(points);
  expect(tests.find(({ name }) => name.endsWith(FAILS))?.visibility).toBe('hidden');
  expect(read('deep/junit.xml')).toContain('1 check is hidden');
  expect(read('deep/junit.xml')).not.toContain(FAILS);
  expect(readdirSync(out).sort()).toEqual(['deep', 'report.json', 'results.json']);
});

it('a grading can be repeated from its file for a dispute, which can be wrong', async () => {
  const file = join(out, 'dispute.json');
  const words = ['step3', 'target', target, 'seed', '5', 'report', `dispute=${file}`];
  expect((await grade(...words)).code).toBe(1);
  const same = await replay(file);
  expect([same.code, same.err]).toEqual([0, '']);
  expect(same.out).toBe(
    'The same verdict: 9 of 10 points, and each check has the same result.\n\n' +
      'The course, the machine and the isolation are the same.\n',
  );
  const dispute = JSON.parse(readFileSync(file, 'utf8')) as DisputeFile;
  expect(dispute.seed).toBe(5);
  // The files cannot name a place, and code in them is only graded.
  const claimed = JSON.stringify(dispute).replace('"state":"failed"', '"state":"passed"');
  writeFileSync(file, claimed.replace('"isolation":"bubblewrap"', '"isolation":"none"'));
  const differs = await replay(file, '--report', `html=${out}/replayed.html`);
  expect([differs.code, differs.err]).toEqual([1, '']);
  expect(differs.out.replace(/\n +/g, ' ')).toContain(`"${FAILS}": passed`);
  expect(differs.out.replace(/\n +/g, ' ')).toContain('in the file, failed (');
  expect(read('replayed.html')).toContain('<h1>9 of 10 points</h1>');
  writeFileSync(file, JSON.stringify({ ...dispute, files: { '../mine': '' } }));
  expect(await replay(file)).toMatchObject({
    ...{ code: 2, out: '' },
    err: 'the file has no correct "files"; see npm run grade:replay help\n',
  });
});

it('says in one line which report is not written, and writes the others', async () => {
  mkdirSync(join(out, 'taken'), { recursive: true });
  const words = ['report', `csv=${out}/taken`, `--report=html=${out}/page.html`];
  const { code, err } = await grade('step1', 'target', 'solution', ...words);
  expect(code).toBe(3);
  expect(err).toBe(`the report csv=${out}/taken cannot be written: it is not a file\n`);
  expect(read('page.html')).toContain('<h1>10 of 10 points</h1>');
});

it('a folder without a submission gets reports too', async () => {
  mkdirSync(join(folder, 'empty'));
  const words = ['target', `${folder}/empty`, 'report', `gradescope=${out}/empty.json`];
  const { code, err } = await grade(...words);
  expect(code).toBe(2);
  expect(err.trimEnd()).not.toContain('\n');
  expect(parse('empty.json')).toMatchObject({
    score: 0,
    output: `Not graded. There is nothing to grade: ${folder}/empty has no step's file, such as hashBlock.ts.\n`,
  });
});

it('a grader that is killed leaves reports', async () => {
  const words = ['step3', 'target', 'solution', '--report', `gradescope=${out}/killed.json`];
  const child = spawn(process.execPath, [...PROGRAM, ...words], {
    cwd: ROOT,
    env,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!existsSync(join(out, 'killed.json')) && child.exitCode === null) await sleep(5);
  child.kill('SIGKILL');
  await ended;
  expect(parse('killed.json')).toMatchObject({
    output: 'Not graded. The grading did not end: the grader was stopped, or it failed.\n',
  });
});

it.each([
  ['network --report json=x', '--report and --network cannot be used together'],
  ['step3 watch report json=x', '--report and --watch cannot be used together'],
  ['step3 --hide x --search 5', '--hide and --search cannot be used together'],
  ['step3 json report github=x', '--report github=FILE prints lines for GitHub'],
  ['report xml=x', 'there is no report format "xml"'],
  ['step3 report', '--report needs a value'],
  ['hide no-such-file', '--hide cannot read'],
])('grade %s is refused', (line, sentence) => {
  expect(() => gradeOptions(line.split(' '))).toThrow(sentence);
});
