import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { ATTACKS } from '../attacks';
import type { Attack } from '../attacks/Attack';
import { emptyFile } from '../attacks/emptyFile';
import { ESCAPE } from '../attacks/escape';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import { ROOT } from '../course/parts';
import { findIsolation, NONE } from '../harness/parent/sandbox/findIsolation';
import { linkOrCopy } from '../harness/parent/sandbox/linkOrCopy';
import type { Report, StepReport } from '../harness/parent/suite/Report';
import { gradeInNewProcess } from '../proof/gradeInNewProcess';
import type { Order } from '../proof/gradeInNewProcess';
import { writeSubmission } from '../proof/writeSubmission';
import type { StepFiles } from '../proof/writeSubmission';
import { reference } from '../steps/support/reference';

// One hook grades all attacks of an isolation: about 5 minutes, and on a busy machine three times as long.
jest.setTimeout(1_800_000);

/** How many gradings run at the same time. Most of them wait for a limit of time. */
const LANES = 3;

/**
 * An ordinary user in root's group. A grader that runs as root closes the project to other groups.
 */
const NOBODY = { uid: 65_534, gid: 0 };

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-attacks-')));
chmodSync(root, 0o755);
/** The folder for temporary files of all graders. The tests check which files are left in it. */
const temporary = folder('tmp');
// Windows reads `TEMP` or `TMP`.
const TMPDIR = { env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary } };
afterAll(() => rmSync(root, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const whenRoot = isRoot ? describe : describe.skip;
const isInReach = isRoot && canReadProject(NOBODY);
if (isRoot && !isInReach) {
  // Writes directly, because Jest would print this text only with the output of this file.
  writeSync(2, `\n*** SKIPPED: attacks as an ordinary user, who cannot reach ${ROOT}. ***\n`);
}

const FILES = ['the suite', 'the reference', 'the compiled suites'];
const HIDDEN = FILES.map((name) => `${name}: ENOENT`);
const DENIED = [...FILES.map((name) => `${name}: EACCES`), 'signals: EPERM'];
const ALLOWED = [...FILES, 'signals'].map((name) => `${name}: open`);

/** The isolations that work on this machine. Each isolation must stop all attacks. */
const ISOLATIONS = [...new Set([findIsolation(undefined, root), NONE])].map(({ name }) => name);
if (ISOLATIONS.length === 1) {
  writeSync(2, '\n*** SKIPPED: attacks under bubblewrap, which does not work here. ***\n');
}

describe.each(ISOLATIONS)(
  `${isRoot ? 'as root' : 'as an ordinary user'}, isolation %s`,
  (isolation) => {
    const env = environmentOf(isolation);
    const reports = new Map<Attack, Report>();
    let escaped: Report;

    beforeAll(async () => {
      await Promise.all(
        Array.from({ length: LANES }, async (_, lane) => {
          const attacks = ATTACKS.filter((_attack, i) => i % LANES === lane);
          const file = join(root, `lane-${lane}.json`);
          const graded = await gradeInNewProcess(attacks.map(orderOf), file, { env });
          attacks.forEach((attack, i) => reports.set(attack, graded[i]));
        }),
      );
      [escaped] = await gradeInNewProcess([escape()], join(root, 'escape.json'), { env });
    });

    test('the report names the isolation', () => expect(escaped.isolation).toBe(isolation));

    test.each(ATTACKS.map((attack) => [attack.step, attack.name, attack] as const))(
      '%s: a file that %s gets zero points and a reason; the next step keeps its points',
      (_step, _name, attack) => mustHold(attack, reports.get(attack)),
    );

    test('all processes of the attacks have ended, and all their files are removed', async () => {
      expect(await processesLeft(temporary)).toEqual([]);
      expect(foldersLeft(temporary)).toEqual([]);
    });

    test('a thread that escapes from Node’s permission model can open files only as an ordinary user without isolation', () => {
      if (isolation === 'none') expect(printed(escaped)).toEqual(isRoot ? DENIED : ALLOWED);
      else expect(printed(escaped).slice(0, FILES.length)).toEqual(HIDDEN);
      expect(escaped.points).toBe(0);
    });
  },
);

test('a report omits type errors if the check of the types takes forever', async () => {
  const depth = `[${Array(16).fill(0).join(',')}]`;
  const grow = `type Grown<D extends 0[], K> = D extends [0, ...infer R extends 0[]]
    ? { a: Grown<R, [K, 1]>; b: Grown<R, [K, 2]> }['a' | 'b'] : K extends string ? K : never;`;
  const asked = Array.from(
    { length: 400 },
    (_, i) => `export const q${i}: Grown<${depth}, ${i}> = null as any;`,
  );
  const source = [grow, ...asked, emptyFile('hashBlock', '')].join('\n');
  const order: Order = {
    target: lay({ hashBlock: source }),
    steps: ['hashBlock'],
    checkTypes: true,
  };
  const [report] = await gradeInNewProcess([order], join(root, 'types.json'), TMPDIR);
  expect(report.steps[0]).toMatchObject({ points: 0, typeErrors: [] });
  expect(report.faults).toEqual([]);
});

test('a report has at most 20 type errors of a file', async () => {
  const wrong = `function unused() {\n${'a;\n'.repeat(5000)}}`;
  const source = `${emptyFile('hashBlock', wrong)}${'\n'.repeat(80_000)}`;
  const order: Order = {
    target: lay({ hashBlock: source }),
    steps: ['hashBlock'],
    checkTypes: true,
  };
  const [report] = await gradeInNewProcess([order], join(root, 'many.json'), TMPDIR);
  expect(report.steps[0].typeErrors.length).toBe(20);
  expect(report.faults).toEqual([]);
});

test('a report omits type errors if the types quote a file outside of the submission', async () => {
  const suite = JSON.stringify(join(ROOT, 'grader', 'steps', 'mine', 'suite.test'));
  // The path of this file looks like the beginning of a message.
  const disguised = join(folder('x: error TS1: y'), 'other');
  writeFileSync(`${disguised}.ts`, 'export const key = 1;\n');
  const wrong = `const wrong: number = 'text';\n${emptyFile('mine', '')}`;
  // TypeScript does not list the file that names the main file of a package.
  const described = folder('described');
  writeFileSync(join(described, 'package.json'), '{ "main": "secret.js" }');
  writeFileSync(join(described, 'secret.js'), '');
  const escaped = JSON.stringify(described).replace('/', '\\x2f');
  const others = [suite, JSON.stringify(disguised), JSON.stringify(described), escaped];
  const importing = others.map((other) => `import type * as Other from ${other};\n${wrong}`);
  const sources = [wrong, ...importing];
  const orders = sources.map((mine): Order => ({
    target: lay({ mine }),
    steps: ['mine'],
    checkTypes: true,
  }));
  const reports = await gradeInNewProcess(orders, join(root, 'quotes.json'), TMPDIR);
  expect(reports.map(({ steps }) => steps[0].typeErrors.length)).toEqual([1, 0, 0, 0, 0]);
});

whenRoot('as root, with a Node that no other user can reach', () => {
  test('a thread that escapes from Node’s permission model cannot open files here either', async () => {
    const home = folder('home');
    chmodSync(home, 0o700);
    const execPath = join(home, 'node');
    linkOrCopy(process.execPath, execPath);
    const file = join(root, 'home.json');
    const env = { ...TMPDIR.env, CANTOR_ISOLATION: 'none' };
    const [escaped] = await gradeInNewProcess([escape()], file, { env, execPath });
    expect(printed(escaped)).toEqual(DENIED);
    expect(escaped.points).toBe(0);
    expect(foldersLeft(temporary)).toEqual([]);
  });
});

(isInReach ? describe : describe.skip).each(ISOLATIONS)(
  'as an ordinary user, isolation %s',
  (isolation) => {
    const attacks = ATTACKS.filter(({ name }) => /thread|signals|descriptor|debugger/.test(name));
    let reports: Report[];

    beforeAll(async () => {
      const own = folder(`nobody-${isolation}`);
      chownSync(own, NOBODY.uid, NOBODY.gid);
      const orders = [...attacks.map(orderOf), escape()];
      const env = { ...environmentOf(isolation), TMPDIR: own };
      const file = join(root, `nobody-${isolation}.json`);
      reports = await gradeInNewProcess(orders, file, { ...NOBODY, env });
    });

    test.each(attacks.map((attack, i) => [attack.step, attack.name, attack, i] as const))(
      '%s: a file that %s gets zero points here too',
      (_step, _name, attack, i) => mustHold(attack, reports[i]),
    );

    // The page for instructors names this limit, and says how to remove the limit.
    test('a thread that escapes from Node’s permission model can open files only without isolation', () => {
      const escaped = reports[attacks.length];
      expect(escaped.isolation).toBe(isolation);
      if (isolation === 'none') expect(printed(escaped)).toEqual(ALLOWED);
      else expect(printed(escaped).slice(0, FILES.length)).toEqual(HIDDEN);
      expect(escaped.points).toBe(0);
    });
  },
);

/** True if a user can run this Node and read the packages that the grader needs. */
function canReadProject(ids: typeof NOBODY): boolean {
  const args = ['-e', 'fs.readdirSync(process.argv[1])', join(ROOT, 'node_modules')];
  return spawnSync(process.execPath, args, ids).status === 0;
}

function environmentOf(isolation: string): NodeJS.ProcessEnv {
  return { ...TMPDIR.env, ...(isolation === 'none' && { CANTOR_ISOLATION: 'none' }) };
}

function folder(name: string): string {
  const made = join(root, name);
  mkdirSync(made);
  return made;
}

function orderOf({ step, source, prepare }: Attack): Order {
  const other = honestStep(step);
  const target = lay({ [step]: source, [other]: reference(other) });
  prepare?.(target);
  return { target, steps: [step, other] };
}

function escape(): Order {
  return { target: lay({ User: ESCAPE }), steps: ['User'] };
}

/** Writes a submission that every user can read. */
function lay(files: StepFiles): string {
  const target = writeSubmission(root, files);
  chmodSync(dirname(target), 0o755);
  return target;
}

/**
 * Returns a step that stands on the attacked step. If there is no such step, returns another step.
 */
function honestStep(step: StepName): StepName {
  const later = COURSE.find(({ uses }) => uses.includes(step));
  return later?.name ?? COURSE.find(({ name }) => name !== step)?.name ?? step;
}

function mustHold(attack: Attack, report: Report | undefined): void {
  expect(report?.faults).toEqual([]);
  const attacked = reportOf(report, attack.step);
  expect(attacked.checks.filter(({ state }) => state === 'passed')).toEqual([]);
  expect(attacked.points).toBe(0);
  expect(attacked.checks.map(({ failure }) => failure?.kind)).not.toContain('unreadable');
  const messages = attacked.checks.map(({ failure, reason }) => failure?.got ?? reason ?? '');
  expect(messages).toContainEqual(expect.stringMatching(attack.message));
  const honest = reportOf(report, honestStep(attack.step));
  expect(honest.checks.filter(({ state }) => state !== 'passed')).toEqual([]);
  expect(honest.points).toBe(honest.outOf);
}

function reportOf(report: Report | undefined, name: string): StepReport {
  const found = report?.steps.find(({ step }) => step.name === name);
  if (found === undefined) throw new Error(`there is no report of ${name}`);
  return found;
}

/** Returns the first lines that a check printed. */
function printed({ steps }: Report): string[] {
  const said = steps[0].checks.find((check) => check.printed !== undefined)?.printed ?? '';
  return said
    .trim()
    .split('\n')
    .slice(0, FILES.length + 1);
}
