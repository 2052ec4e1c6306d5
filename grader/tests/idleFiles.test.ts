import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idleFilesOf } from '../attacks/idleFiles';
import type { IdleFile } from '../attacks/idleFiles';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import type { Report } from '../harness/parent/suite/Report';
import { Random } from '../harness/parent/suite/Random';
import { gradeInNewProcess } from '../proof/gradeInNewProcess';
import { writeSubmission } from '../proof/writeSubmission';

jest.setTimeout(60 * 60_000);

/** How many files of each step. For all files, set CANTOR_IDLE_FILES to Infinity. */
const NUMBER = Number(process.env.CANTOR_IDLE_FILES ?? 14);
/** The seed of the choice. Set CANTOR_SEED to repeat a failure. */
const SEED = Number(process.env.CANTOR_SEED ?? Date.now() % 1_000_000);
/** The checks of this step wait for seconds, so fewer of its files are graded. */
const SLOW: StepName = 'User';

/** How many gradings run at the same time: the number of cores of a small machine. */
const LANES = 2;

/** The files of one grading: one of each step. */
type Submission = ReadonlyMap<StepName, IdleFile>;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-idle-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const submissions = chooseSubmissions();
const reports = new Map<Submission, Report>();

beforeAll(async () => {
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const own = submissions.filter((_submission, i) => i % LANES === lane);
      const orders = own.map((files) => ({ target: written(files), steps: [...files.keys()] }));
      const graded = await gradeInNewProcess(orders, join(root, `lane-${lane}.json`));
      own.forEach((files, i) => reports.set(files, graded[i]));
    }),
  );
});

test(`each file can be loaded, and none ends the grading with an error (seed ${SEED})`, () => {
  expect(submissions.flatMap((files) => reports.get(files)?.faults ?? 'no report')).toEqual([]);
  const checks = [...reports.values()].flatMap(({ steps }) => steps.flatMap((step) => step.checks));
  expect(checks.filter(({ failure }) => failure?.kind === 'unloadable')).toEqual([]);
});

test.each(COURSE.map(({ name }) => name))(
  `%s: files that do nothing useful get no points (seed ${SEED})`,
  (step) => {
    const passed = submissions.flatMap((files) => {
      const graded = reports.get(files)?.steps.find((one) => one.step.name === step);
      const file = files.get(step);
      return (graded?.checks ?? [])
        .filter(({ state, of }) => state === 'passed' && of !== file?.right)
        .map(({ name }) => ({ check: name, right: file?.right, body: file?.body }));
    });
    expect(passed).toEqual([]);
  },
);

/** Chooses files of each step at random, and puts one of each step into a submission. */
function chooseSubmissions(): Submission[] {
  const chosen: Array<Map<StepName, IdleFile>> = [];
  for (const step of COURSE) {
    const random = new Random(`idle files ${SEED} ${step.name}`);
    const left = idleFilesOf(step);
    const number = Math.min(left.length, step.name === SLOW ? NUMBER / 4 : NUMBER);
    for (let i = 0; i < number; i++) {
      const [file] = left.splice(random.integer(0, left.length - 1), 1);
      (chosen[i] ??= new Map()).set(step.name, file);
    }
  }
  return chosen;
}

function written(files: Submission): string {
  const sources = [...files].map(([step, { source }]) => [step, source] as const);
  return writeSubmission(root, Object.fromEntries(sources));
}
