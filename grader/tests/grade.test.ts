import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checksIn, grade, lost, Submissions } from '../../tests/support/Submissions';
import { COURSE, COURSE_POINTS, handoutOf } from '../course/course';
import type { StepName } from '../course/course';
import { ROOT, SOLUTION } from '../course/parts';
import { suiteOf } from '../harness/parent/runSuites';
import { GraderError } from '../harness/parent/sandbox/GraderError';
import { NONE } from '../harness/parent/sandbox/findIsolation';
import { Host } from '../harness/parent/sandbox/Host';
import { reference, replaceOnce } from '../steps/support/reference';

jest.setTimeout(120_000);

const submissions = new Submissions();
afterAll(() => submissions.remove());

/** Orders the grading of a submission with one own file. All other steps are stubs. */
function mistake(step: StepName, source: string): ReturnType<Submissions['order']> {
  return submissions.order(step, { [step]: source });
}

const HASH = 'hashBlock';

const GENESIS = 'createGenesisBlock';

const MINE = 'mine';

describe('a submission that misbehaves', () => {
  const endless = mistake(MINE, replaceOnce(MINE, 'const prefix', 'for (;;);\n  const prefix'));
  const exits = mistake(
    MINE,
    replaceOnce(MINE, 'const prefix', 'process.exit(0);\n  const prefix'),
  );
  const exitsAtImport = mistake(MINE, `process.exit(0);\n${reference(MINE)}`);
  const hangsAtImport = mistake(MINE, `for (;;);\n${reference(MINE)}`);
  const noisy = mistake(
    MINE,
    replaceOnce(
      MINE,
      'const prefix',
      "console.log('{\"passed\": true}', 'x'.repeat(9999));\n  const prefix",
    ),
  );
  const throws = mistake(
    MINE,
    replaceOnce(MINE, 'const prefix', "throw new RangeError('too far');\n  const prefix"),
  );
  const strange = mistake(
    MINE,
    replaceOnce(MINE, '{ ...draft, data: { ...draft.data }, nonce, hash }', '(() => 1) as never'),
  );

  test('a report names an endless function, and the grader calls this function only twice', async () => {
    const checks = checksIn(await endless()).filter(({ of }) => of === 'mine');
    expect(checks.map(({ state }) => state)).toEqual([
      'failed',
      'failed',
      'not judged',
      'not judged',
      'not judged',
    ]);
    expect(checks[0].failure?.got).toBe('mine did not return within 2 seconds');
    expect(checks[2].reason).toMatch('did not return');
    expect((await endless()).points).toBe(4);
  });

  test('each check reports its call of process.exit', async () => {
    const checks = checksIn(await exits()).filter(({ of }) => of === 'mine');
    for (const { state, failure } of checks) {
      expect(state).toBe('failed');
      expect(failure?.got).toBe('your code called process.exit(0)');
    }
    expect((await exits()).points).toBe(4);
  });

  test('a file that exits or hangs during its load gets zero points', async () => {
    expect((await exitsAtImport()).points).toBe(0);
    expect(checksIn(await exitsAtImport())[0].failure?.got).toBe(
      'your code called process.exit(0) while it was loaded',
    );
    expect((await hangsAtImport()).points).toBe(0);
    expect(checksIn(await hangsAtImport())[0].failure?.got).toMatch('did not return within 2');
  });

  test('a submission is allowed to print anything', async () => {
    expect((await noisy()).points).toBe(10);
    const printed = checksIn(await noisy()).find(({ of }) => of === 'mine')?.printed;
    expect(printed).toMatch(/^\{"passed": true\}/);
    expect(printed?.length).toBeLessThan(3000);
  });

  test('a check reports an error with its message and its place', async () => {
    const failure = checksIn(await throws()).find(({ of }) => of === 'mine')?.failure;
    expect(failure?.got).toBe('it threw RangeError: too far');
    const lines = replaceOnce(
      MINE,
      'const prefix',
      "throw new RangeError('too far');\n  const prefix",
    ).split('\n');
    const line = lines.findIndex((text) => text.includes('throw new RangeError')) + 1;
    expect(failure?.place).toEqual({ file: 'starter/mine.ts', line });
  });

  test('a check reports a function that mine returns instead of a block', async () => {
    expect(checksIn(await strange()).find(({ of }) => of === 'mine')?.failure?.got).toBe(
      'a function',
    );
  });
});

describe('an unfinished submission', () => {
  const half = mistake(
    MINE,
    replaceOnce(
      MINE,
      '): Block | null {',
      "): Block | null {\n  throw new NotImplemented('step3', 'mine', 'exercises/03-mine.md');",
    ).replace(
      'import { BATCH }',
      "import { NotImplemented } from './supplied/NotImplemented';\nimport { BATCH }",
    ),
  );
  const typo = submissions.order(
    MINE,
    {
      mine: replaceOnce(
        MINE,
        'const prefix = ',
        'const wrong: number = draft.data.id;\n  const prefix = ',
      ),
    },
    true,
  );
  const broken = submissions.order(
    MINE,
    { mine: replaceOnce(MINE, 'const prefix = ', 'const prefix = = ') },
    true,
  );
  const elsewhere = mistake(MINE, replaceOnce(MINE, "from './hashBlock'", "from './ledger'"));
  const outdated = mistake(MINE, `import './supplied/Chain';\n${reference(MINE)}`);

  test('a half-written step passes exactly the checks of the written function', async () => {
    const checks = checksIn(await half());
    for (const { of, state } of checks) expect(state).toBe(of === 'mine' ? 'failed' : 'passed');
  });

  test('a report shows type errors with their places, and the grader runs the checks too', async () => {
    const [{ typeErrors, points }] = (await typo()).steps;
    expect(points).toBe(10);
    expect(typeErrors).toHaveLength(1);
    expect(typeErrors[0].message).toMatch("Type 'string' is not assignable to type 'number'");
    expect(typeErrors[0].file).toBe('starter/mine.ts');
    expect(typeErrors[0].excerpt).toMatch(/^const wrong: number = draft\.data\.id;\n {6}\^$/);
  });

  test('a report shows syntax errors with their places, and the step gets zero points', async () => {
    const report = await broken();
    expect(report.points).toBe(0);
    expect(checksIn(report)[0].failure?.got).toMatch(
      /^starter\/mine\.ts:\d+: Unexpected "="\n.*\n +\^$/,
    );
  });

  test('the grader refuses an import that is missing in the row of the course', async () => {
    expect(checksIn(await elsewhere())[0].failure?.got).toMatch('starter/mine.ts');
  });

  test('a report names the new path for an import of a moved file', async () => {
    expect(checksIn(await outdated())[0].failure?.got).toMatch(
      'starter/mine.ts:1: ./supplied/Chain is now ./supplied/chain/Chain\n',
    );
  });
});

describe('a step on earlier steps', () => {
  const nonceless = replaceOnce(HASH, '${block.nonce}]', '0]');
  const onWrongHash = submissions.order(GENESIS, {
    hashBlock: replaceOnce(HASH, 'fields = [index, timestamp', 'fields = [timestamp, index'),
    createGenesisBlock: reference(GENESIS),
  });
  const onEndlessHash = submissions.order(GENESIS, {
    hashBlock: replaceOnce(HASH, "return digest('sha256'", "for (;;);\n  return digest('sha256'"),
    createGenesisBlock: reference(GENESIS),
  });
  const onBrokenHash = submissions.order(GENESIS, {
    hashBlock: `${nonceless} }`,
    createGenesisBlock: reference(GENESIS),
  });
  const bothWrong = submissions.order(GENESIS, {
    hashBlock: replaceOnce(HASH, 'fields = [index, timestamp', 'fields = [timestamp, index'),
    createGenesisBlock: replaceOnce(GENESIS, '{ ...data }', 'data'),
  });

  /** Errors that come at many moments, during calls and between them. */
  const LATE = `for (let i = 0; i < 300; i++) {
    setTimeout(() => { throw new Error('too late'); }, i * 3);
  }`;
  const afterLateErrors = submissions.order(GENESIS, {
    hashBlock: `${reference(HASH)}\n${LATE}`,
    createGenesisBlock: reference(GENESIS),
  });

  test('the step keeps its points if hashBlock leaves code running that throws', async () => {
    const report = await afterLateErrors();
    expect(lost(report)).toEqual([]);
    const blamed = checksIn(report).filter(({ standsOn }) => standsOn?.includes('hashBlock'));
    expect(blamed).not.toEqual([]);
  });

  test('the step keeps its points if hashBlock is wrong, and its report names hashBlock', async () => {
    for (const report of [await onWrongHash(), await onEndlessHash(), await onBrokenHash()]) {
      expect(report.points).toBe(10);
      const blamed = checksIn(report).filter(({ standsOn }) => standsOn?.includes('hashBlock'));
      expect(blamed.map(({ name }) => name)).toContain(
        'The genesis block’s hash is the result of hashBlock for this block',
      );
    }
  });

  test('the step loses points for its own mistake', async () => {
    expect((await bothWrong()).points).toBe(9);
    expect(lost(await bothWrong())).toEqual([
      'data has the same fields as the argument data, but is a copy',
    ]);
  });
});

/** A check that passed: its line, and the lines that go on with its name. */
const PASSED = /^ {2}✓.*\n(?: {5}.*\n)*/gm;

describe('npm run grade', () => {
  const everyStep = COURSE.map(({ number }) => `step${number}`);

  test('npm run grade passes the reference', async () => {
    const { code, stdout, stderr } = await grade(...everyStep, 'all', '--target', 'solution');
    const failures = code === 0 ? '' : stdout.replace(PASSED, '');
    expect({ stderr, code, failures }).toEqual({ stderr: '', code: 0, failures: '' });
    for (const { number, name, points } of COURSE)
      expect(stdout).toMatch(`Step ${number} · ${name} — ${points} of ${points} points`);
    expect(stdout).not.toMatch(/✗|–|What to do next/);
  });

  test('npm run grade fails every check of a new starter, and says what to do', async () => {
    const { code, stdout } = await grade(...everyStep, 'target', submissions.write({}));
    expect(code).toBe(1);
    expect(stdout).not.toMatch('✓');
    for (const step of COURSE) {
      expect(stdout).toMatch(`Step ${step.number} · ${step.name} — 0 of ${step.points} points`);
      expect(stdout).toMatch(`starter/${step.name}.ts`);
      for (const name of step.functions) {
        expect(stdout.replace(/\s+/g, ' ')).toMatch(
          `${name} is not written yet: see ${handoutOf(step)}`,
        );
      }
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('npm run grade shows an overview of the course, and the next step', async () => {
    const folder = submissions.write({ hashBlock: reference('hashBlock') });
    const { code, stdout } = await grade('target', folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ 1 {2}hashBlock +10 of 10 {2}█{10} {2}passed$/m);
    for (const { number, name, points } of COURSE.slice(1)) {
      const line = stdout.split('\n').find((text) => text.includes(` ${name} `));
      expect(line).toMatch(
        new RegExp(`^ *${number} +${name} +0 of ${points} +░{10} +not written yet$`),
      );
    }
    expect(stdout).toContain(`Together: ${COURSE[0].points} of ${COURSE_POINTS} points`);
  });

  test('npm run grade explains a mistake, and prints the same report for the same seed', async () => {
    const folder = submissions.write({
      mine: replaceOnce(MINE, '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0'),
    });
    const words = ['MINE', '--seed', '7', '--target', folder];
    const [first, second] = await Promise.all([grade(...words), grade(...words)]);
    expect(first.code).toBe(1);
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout).toMatch('npm run grade step3 seed 7');
    expect(first.stdout).toMatch(/tried +meetsDifficulty\(/);
    expect(first.stdout).toMatch(
      /expected +false\n +got +true\n +why +If you accept one zero bit too few/,
    );
    expect(first.stdout).toMatch(
      /where +starter\/mine\.ts:\d+; exercises\/03-mine\.md, sentence 1/,
    );
  });

  test('npm run grade prints a report for programs with --json', async () => {
    const { code, stdout } = await grade('3', 'json', '--target=solution', '--seed', '5');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      seed: 5,
      points: 10,
      outOf: 10,
      faults: [],
      steps: [{ number: 3, name: 'mine' }],
    });
  });

  const refused: [what: string, words: string[], message: string][] = [
    ['an unknown step', ['step99'], 'there is no "step99"'],
    ['an unknown flag', ['--fast'], 'there is no --fast'],
    ['a missing folder', ['--target', 'nowhere'], 'there is no folder nowhere'],
    ['a folder without steps', ['--target', 'exercises'], "has no step's file"],
    ['a seed that is not a number', ['--seed', 'x'], '--seed needs a whole number'],
  ];

  test.each(refused)('npm run grade refuses %s in one line', async (_what, words, message) => {
    const { code, stdout, stderr } = await grade(...words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toMatch('\n');
  });
});

test('npm run grade refuses a link to the reference as a target', async () => {
  const link = join(submissions.write({}), 'link');
  // On Windows, an ordinary user can make only this kind of link.
  symlinkSync(join(ROOT, 'solution'), link, 'junction');
  for (const target of [link, `${link}/`]) {
    const { code, stdout, stderr } = await grade('3', '--target', target);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch('is a link');
  }
});

test('npm run grade grades a folder with the name of a file that the grader writes', async () => {
  const target = join(dirname(submissions.write({})), 'package.json');
  cpSync(SOLUTION, target, { recursive: true });
  const { code, stderr } = await grade('step1', '--target', target);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a host that cannot start is a fault of the grader, not of the submission', async () => {
  const host = new Host({ folder: join(ROOT, 'nowhere'), user: undefined, isolation: NONE }, []);
  await expect(host.load(1000)).rejects.toThrow(GraderError);
});

test('each check has the number of a sentence in its handout', () => {
  for (const step of COURSE) {
    const handout = readFileSync(join(ROOT, handoutOf(step)), 'utf8');
    const sentences = new Set([...handout.matchAll(/^(\d+)\. /gm)].map(([, number]) => number));
    const suite = readFileSync(suiteOf(step), 'utf8');
    for (const [, numbers] of suite.matchAll(/sentence: \[?([\d, ]+)/g))
      for (const [number] of numbers.matchAll(/\d+/g)) expect(sentences).toContain(number);
  }
});
