import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Report } from '../../grader/harness/parent/suite/Report';
import { ClassKey } from '../class/ClassKey';
import { gradeGuarded } from '../class/gradeGuarded';
import { runClass, studentsOf } from '../class/runClass';
import type { StudentResult } from '../class/StudentResult';

jest.mock('../class/gradeGuarded');
const grading = jest.mocked(gradeGuarded);

const key = new ClassKey(7);
const report = { seed: 1, isolation: 'none', points: 3, outOf: 10, steps: [], faults: [] } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'class-'));
  mkdirSync(join(folder, 'ada'));
  writeFileSync(join(folder, 'ada', 'mine.ts'), 'mine');
  grading.mockReset().mockResolvedValue({ report: { ...report, steps: [], faults: [] } });
});

/** Grades a class with one student. */
async function runOnce(isReadable = true): Promise<StudentResult> {
  const path = Buffer.from(join(folder, isReadable ? 'ada' : 'nowhere'));
  const source = { kind: 'folder', path, shown: 'ada' } as const;
  const [result] = await runClass({
    students: studentsOf([{ name: 'ada', sources: [source] }], undefined),
    ...{ steps: COURSE, out: join(folder, 'out'), key, course: 'c', isolation: 'none', lanes: 1 },
    ...{
      pseudonyms: false,
      overrides: new Map(),
      hidden: new Set(),
      regrade: new Set(),
      onResult: () => undefined,
    },
    signal: new AbortController().signal,
  });
  return result;
}

it("a grading does not get the class's seed", async () => {
  await runOnce();
  expect(grading.mock.calls[0][0].seed).toBe(key.gradingSeed());
});

it('a result without a report is tried again, and a result with a report is not', async () => {
  grading.mockResolvedValueOnce({ reason: 'the machine failed' });
  expect((await runOnce()).reason).toBe('the machine failed');
  expect((await runOnce()).report?.points).toBe(3);
  expect((await runOnce()).report?.points).toBe(3);
  expect(grading).toHaveBeenCalledTimes(2);
});

it('a report with another isolation is not judged, and is tried again', async () => {
  const weak: Report = { ...report, steps: [], faults: [], isolation: 'bubblewrap' };
  grading.mockResolvedValueOnce({ report: weak });
  expect(await runOnce()).toMatchObject({
    reason: 'its isolation was "bubblewrap", but the class has "none"',
  });
  expect((await runOnce()).report?.points).toBe(3);
});

it('a report is kept if the submission cannot be read for some time', async () => {
  const first = await runOnce();
  for (let i = 0; i < 2; i++) expect((await runOnce(false)).report).toBeUndefined();
  expect(await runOnce()).toEqual(first);
  expect(grading).toHaveBeenCalledTimes(1);
  // It is not used for other files.
  await runOnce(false);
  writeFileSync(join(folder, 'ada', 'mine.ts'), 'other');
  await runOnce();
  expect(grading).toHaveBeenCalledTimes(2);
  const stored = readFileSync(join(folder, 'out', 'results', 'ada.json'), 'utf8');
  expect(JSON.parse(stored).madeFrom).not.toBe(first.madeFrom);
  expect(existsSync(join(folder, 'out', 'results', 'before', 'ada.json'))).toBe(true);
});
