import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, handoutOf } from '../../grader/course/course';
import type { Step, StepName } from '../../grader/course/course';
import { ROOT, SOLUTION } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import type { StepReport } from '../../grader/harness/parent/suite/Report';
import { subtleFiles } from '../../grader/proof/subtleFiles';
import { readSuite } from '../../grader/replay/readSuite';
import { STEPS } from '../../grader/steps';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { copyProject } from '../../tests/support/copyProject';
import { snippetsOf } from '../../tests/support/snippets';
import { playedFileOf, tryFileOf } from '../student/tryFileOf';

/** How long one program can take, in milliseconds. */
const LONGEST_MS = 120_000;

let project: string;
let env: NodeJS.ProcessEnv;
let stub: string;

beforeAll(async () => {
  project = await copyProject();
  env = cleanEnvironment(privateFolder());
  stub = readText(join(project, 'starter', 'hashBlock.ts'));
});

function node(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const args = ['-r', 'ts-node/register/transpile-only', ...words];
  return spawnSync(process.execPath, args, {
    ...{ cwd: project, env, encoding: 'utf8' },
    timeout: LONGEST_MS,
  });
}

/** Puts a file into the starter, and lets `npm run try` write its program. */
function tryFile(name: StepName, source: string): { program: string; text: string } {
  const { number } = COURSE.find((step) => step.name === name) ?? { number: 0 };
  const program = join('try', `step${number}.ts`);
  rmSync(join(project, 'try'), { recursive: true, force: true });
  writeFileSync(join(project, 'starter', `${name}.ts`), source);
  const { status, stderr } = node('workshop/commands/try.ts', `step${number}`);
  expect([status, stderr]).toEqual([0, '']);
  return { program, text: readFileSync(join(project, program), 'utf8') };
}

const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');

const SEARCHED: ReadonlyArray<readonly [name: StepName, wrong: string]> = [
  ['User', '8.ts'],
  ['signals', '2.ts'],
  ['minerThread', '1.ts'],
  ['broadcast', '9.ts'],
  ['handleMsg', '3.ts'],
  ['catchUp', '4.ts'],
];

it.each(SEARCHED)('the program for a searched case of %s plays it again', (name, wrong) => {
  const found = subtleFiles({ name }).find((file) => file.name.startsWith(`${wrong}:`));
  const { program, text } = tryFile(name, found?.source ?? '');
  expect(text).toContain('"searched"');
  const [, got = ''] = /^\/\/ Got: (.*)$/m.exec(text) ?? [];
  const again = node(program);
  expect(again.stderr).toBe('');
  expect(withoutSpaces(again.stdout)).toContain(withoutSpaces(got).slice(0, 60));
  expect(again.status).toBe(1);
  copyFileSync(join(SOLUTION, `${name}.ts`), join(project, 'starter', `${name}.ts`));
  expect(node(program)).toMatchObject({ status: 0, stdout: expect.stringMatching(/passes\.\n$/) });
});

it.each(['broadcast', 'reorganise'] as const)(
  'the program for an example of %s shows what the report says',
  (name) => {
    const [{ source = '' }] = STEPS[name].mutants.wrong;
    const { program, text } = tryFile(name, source);
    const [, got = ''] = /^\/\/ Got: (.*)$/m.exec(text) ?? [];
    expect(withoutSpaces(node(program).stdout)).toContain(withoutSpaces(got).slice(0, 60));
  },
);

it('the program plays the check with the data of the last report', () => {
  const [{ source = '' }] = STEPS.broadcast.mutants.wrong;
  expect(tryFile('broadcast', source).text).toContain('"seed": 1,');
  expect(node('workshop/commands/grade.ts', 'broadcast', 'seed', '77').status).toBe(1);
  expect(tryFile('broadcast', source).text).toContain('"seed": 77,');
});

it('a program whose file never answers says so, and leaves nothing behind', () => {
  const endless = 'export const handleMsg = () => new Promise(() => undefined);\n';
  const { program } = tryFile('handleMsg', endless);
  const { status, stdout } = node(program);
  expect([status, stdout]).toEqual([1, expect.stringContaining('never happens')]);
  expect(readdirSync(join(project, 'try'))).toEqual(['step10.ts']);
});

it('the program for a file that cannot be loaded repeats the report', () => {
  const { program, text } = tryFile('broadcast', 'export const broadcast = ;\n');
  expect(text).not.toContain('replayCheck');
  expect(node(program).stdout).toContain('Got: ');
});

describe('if nothing fails,', () => {
  beforeAll(() => {
    for (const { name } of COURSE) {
      copyFileSync(join(SOLUTION, `${name}.ts`), join(project, 'starter', `${name}.ts`));
    }
    mkdirSync(join(project, 'try'), { recursive: true });
  });

  it.each(COURSE.map((step) => [step.name, step] as const))(
    'the program for %s is the example of the handout, and prints its output',
    (_name, step) => {
      const { text, check } = tryFileOf(reportOf(step), 1);
      expect(check).toBeUndefined();
      const program = join('try', `step${step.number}.ts`);
      writeFileSync(join(project, program), text);
      const handout = snippetsOf(handoutOf(step), readText(join(ROOT, handoutOf(step))));
      const example = handout.find(({ code }) =>
        text.endsWith(code.replaceAll("'./starter/", "'../starter/")),
      );
      expect(node(program)).toEqual(
        expect.objectContaining({ status: 0, stdout: example?.output, stderr: '' }),
      );
    },
  );

  it.each(COURSE.map((step) => [step.name, step] as const))(
    'the first check of %s can be played for a debugger',
    (name, step) => {
      const [[check]] = readSuite(step).checks;
      const { text = '' } = playedFileOf(reportOf(step, check), 1) ?? {};
      const program = join('try', `step${step.number}.ts`);
      writeFileSync(join(project, program), text);
      expect(text).toContain(`replayCheck('${name}'`);
      expect(node(program)).toMatchObject({
        stderr: '',
        status: 0,
        stdout: expect.stringMatching(/passes\.\n$/),
      });
    },
  );
});

/** Returns a report without a failure. */
function reportOf(step: Step, check = 'a check'): StepReport {
  const passed = { name: check, state: 'passed', points: 1, outOf: 1 } as const;
  const checks = [{ ...passed, of: step.functions[0], sentence: 1, why: '' }];
  return { step, file: `starter/${step.name}.ts`, points: 1, outOf: 1, typeErrors: [], checks };
}

it('a step that is not written gets the example of the handout', () => {
  rmSync(join(project, 'try'), { recursive: true, force: true });
  writeFileSync(join(project, 'starter', 'hashBlock.ts'), stub);
  const { status, stdout } = node('workshop/commands/try.ts', 'hashBlock');
  expect([status, stdout]).toEqual([
    0,
    'Step 1 is not complete yet, so the program is the example of the handout.\n' +
      'Wrote try/step1.ts. Run it with: npx ts-node -T try/step1.ts\n' +
      'To debug it: npm run try step1 inspect\n',
  ]);
  const { stderr, status: code } = node('try/step1.ts');
  expect([code, stderr]).toEqual([1, expect.stringContaining('NotImplemented')]);
});
