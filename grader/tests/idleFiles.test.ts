import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyFile } from '../attacks/emptyFile';
import { IDLE_BODIES } from '../attacks/idleBodies';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import type { Report } from '../harness/parent/suite/Report';
import { gradeInNewProcess } from '../proof/gradeInNewProcess';
import { writeSubmission } from '../proof/writeSubmission';

jest.setTimeout(600_000);

/** How many gradings run at the same time: the number of cores of a small machine. */
const LANES = 2;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-idle-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const reports = new Map<string, Report>();

beforeAll(async () => {
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const bodies = IDLE_BODIES.filter((_body, i) => i % LANES === lane);
      const orders = bodies.map((body) => ({ target: submissionOf(body), steps: namesOfSteps() }));
      const graded = await gradeInNewProcess(orders, join(root, `lane-${lane}.json`));
      bodies.forEach((body, i) => reports.set(body, graded[i]));
    }),
  );
});

test.each(IDLE_BODIES)('files whose functions only do `%s` get no points', (body) => {
  const report = reports.get(body);
  expect(report?.faults).toEqual([]);
  const passed = report?.steps.flatMap(({ step, checks }) =>
    checks.filter(({ state }) => state === 'passed').map(({ name }) => `${step.name}: ${name}`),
  );
  expect(passed).toEqual([]);
  expect(report?.points).toBe(0);
});

/** Writes all steps, each with functions that have this body. */
function submissionOf(body: string): string {
  const files = namesOfSteps().map((name) => [name, emptyFile(name, '', body)] as const);
  return writeSubmission(root, Object.fromEntries(files));
}

function namesOfSteps(): StepName[] {
  return COURSE.map(({ name }) => name);
}
