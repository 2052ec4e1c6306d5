import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, stepOf } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import type { DisputeFile, Verdict } from '../../grader/report/formats/DisputeFile';
import { checkOf, reportOf } from '../../grader/tests/formats/reportOf';
import { ClassKey } from '../class/ClassKey';
import { prepareFolder } from '../class/ClassSettings';
import { compareVerdicts } from '../class/disputes/compareVerdicts';
import { DisputeError } from '../class/disputes/DisputeError';
import { readDispute, readDisputeText } from '../class/disputes/readDispute';
import { requireClass } from '../class/disputes/requireClass';
import { tellReplay } from '../class/disputes/tellReplay';
import { disputePath, disputeText } from '../class/disputeText';

const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'disputes-'));
const KEY = new ClassKey(7);

/** The file for a dispute of a class. One of its checks has failed. */
const TEXT = textOf({ mine: 'export const mine = 1;\n' });

function textOf(files: Partial<Record<StepName, string>>): string {
  const report = reportOf([checkOf('It counts bits'), checkOf('It stops', { got: 'a\u001b[2Jb' })]);
  const bytes = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  const text = disputeText(
    {
      ...{ version: 1, name: 'Ada Löwe', file: 'Ada', madeFrom: 'x', notes: [], missing: [] },
      ...{ seconds: 1, report, machine: 'Node v1, linux x64' },
    },
    {
      ...{ steps: [stepOf('mine')], course: 'c', hidden: new Set() },
      files: new Map(bytes as [StepName, Buffer][]),
    },
  );
  return text ?? '';
}

/** Returns the code with which a file is refused. */
function codeOf(read: () => unknown): unknown {
  try {
    read();
    return 'not refused';
  } catch (error) {
    return error instanceof DisputeError ? error.code : error;
  }
}

it('the file of a class has the code and the verdict, but not the seed', () => {
  const dispute = readDispute(TEXT);
  expect(dispute).toMatchObject({
    ...{ version: 1, student: 'Ada Löwe', steps: ['mine'], course: 'c', isolation: 'bubblewrap' },
    verdict: {
      ...{ points: 1, outOf: 2 },
      steps: [{ checks: [{ state: 'passed' }, { state: 'failed', got: 'a\u001b[2Jb' }] }],
    },
    files: { mine: 'export const mine = 1;\n' },
  });
  expect(dispute.seed).toBeUndefined();
  expect(TEXT).not.toMatch(/seed/);
});

it('all texts of step files come back', () => {
  const odd = '\u0000\u001b\u202e"\\\r\n\u2028𝒳\ufffd';
  const files = Object.fromEntries(COURSE.map(({ name }) => [name, `${name}${odd}`]));
  const text = textOf(files);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(readDispute(text).files).toEqual(files);
});

const { verdict, ...rest } = JSON.parse(TEXT) as DisputeFile;

/** The file of a dispute with other fields. */
const withFields = (fields: object): string => JSON.stringify({ ...rest, verdict, ...fields });
const withStep = (fields: object): string =>
  withFields({ verdict: { ...verdict, steps: [{ ...verdict?.steps[0], ...fields }] } });

it.each([
  ['', 'bad-json'],
  ['{"version":1', 'bad-json'],
  ['['.repeat(100_000), 'bad-json'],
  ['null', 'bad-shape'],
  ['[]', 'other-version'],
  ['{}', 'other-version'],
  [withFields({ version: 2 }), 'other-version'],
  [withFields({ steps: [] }), 'bad-shape'],
  [withFields({ steps: ['mine', '../mine'] }), 'bad-shape'],
  [withFields({ steps: 'mine' }), 'bad-shape'],
  [withFields({ seed: -1 }), 'bad-shape'],
  [withFields({ seed: 2 ** 32 }), 'bad-shape'],
  [withFields({ seed: '5' }), 'bad-shape'],
  [withFields({ student: 'x'.repeat(301) }), 'bad-shape'],
  [withFields({ machine: 5 }), 'bad-shape'],
  [withFields({ course: null }), 'bad-shape'],
  [withFields({ isolation: {} }), 'bad-shape'],
  [withFields({ verdict: undefined }), 'bad-shape'],
  [withFields({ fault: 'both' }), 'bad-shape'],
  [withFields({ files: null }), 'bad-shape'],
  [withFields({ files: ['text'] }), 'bad-shape'],
  [withFields({ files: { mine: 5 } }), 'bad-shape'],
  [withFields({ files: { '../../mine': '' } }), 'bad-shape'],
  [withFields({ files: { 'supplied/types': '' } }), 'bad-shape'],
  [withFields({ files: { MINE: '' } }), 'bad-shape'],
  [withFields({}).replace('"files":{', '"files":{"__proto__":"",'), 'bad-shape'],
  [withStep({ name: 'constructor' }), 'bad-shape'],
  [withStep({ points: null }), 'bad-shape'],
  [withStep({ checks: {} }), 'bad-shape'],
  [withStep({ checks: [{ name: 'x', state: 'won', points: 1 }] }), 'bad-shape'],
  [withStep({ checks: [{ name: {}, state: 'passed', points: 1 }] }), 'bad-shape'],
  [withStep({ checks: [{ name: 'x', state: 'passed', points: '1' }] }), 'bad-shape'],
])('the file %.60j is refused: %s', (text, code) => {
  expect(codeOf(() => readDispute(text))).toBe(code);
});

it('a file that is missing, too large or not a file is refused', () => {
  expect(codeOf(() => readDisputeText(join(folder, 'nowhere')))).toBe('no-file');
  expect(codeOf(() => readDisputeText(folder))).toBe('no-file');
  expect(codeOf(() => readDisputeText('/dev/zero'))).toBe('no-file');
  writeFileSync(join(folder, 'large'), Buffer.alloc(4 * 2 ** 20 + 1));
  expect(codeOf(() => readDisputeText(join(folder, 'large')))).toBe('too-large');
  writeFileSync(join(folder, 'file'), TEXT);
  symlinkSync(join(folder, 'file'), join(folder, 'link'));
  expect(readDisputeText(join(folder, 'link'))).toBe(TEXT);
});

describe('the class of a file', () => {
  const out = join(folder, 'out');
  beforeAll(() => {
    prepareFolder(out, {
      ...{ version: 1, seed: 7, gradingSeed: KEY.gradingSeed(), pseudonyms: false },
      ...{ steps: ['mine'], course: 'c', students: 'x' },
    });
    writeFileSync(disputePath(out, { file: 'Ada' }), TEXT);
  });

  it('gives the seed', () => {
    expect(requireClass(out, TEXT)).toBe(KEY.gradingSeed());
    const sent = JSON.stringify(JSON.parse(TEXT), null, 4).replaceAll('\n', '\r\n');
    expect(requireClass(out, sent)).toBe(KEY.gradingSeed());
  });

  it('refuses a file that was changed', () => {
    for (const changed of [
      TEXT.replace('mine = 1', 'mine = 2'),
      TEXT.replace('"mine"', '"User"'),
    ]) {
      expect(codeOf(() => requireClass(out, changed))).toBe('not-of-class');
    }
  });

  it('must be the folder of a class', () => {
    expect(() => requireClass(folder, TEXT)).toThrow('is not the folder of a class');
  });
});

describe('the comparison', () => {
  const before = readDispute(TEXT);
  const now = (fields: object = {}): Parameters<typeof tellReplay>[1] => ({
    verdict: JSON.parse(JSON.stringify(before.verdict)) as Verdict,
    ...{ isolation: 'bubblewrap', course: 'c', machine: 'Node v1, linux x64', ...fields },
  });

  it('says that everything is the same', () => {
    expect(tellReplay(before, now())).toEqual({
      isSame: true,
      text: [
        'The same verdict: 1 of 2 points, and each check has the same result.\n\n',
        'The course, the machine and the isolation are the same.\n',
      ].join(''),
    });
  });

  it('names the checks that differ, and all conditions that differ', () => {
    const other = now({ isolation: 'none', course: 'd', machine: 'Node v2, darwin arm64' });
    Object.assign(other.verdict, { points: 2 });
    Object.assign(other.verdict.steps[0], { points: 2 });
    other.verdict.steps[0].checks[1] = { name: 'It stops', state: 'passed', points: 1 };
    const { isSame, text } = tellReplay(before, other);
    expect(isSame).toBe(false);
    expect(text.replace(/\n +/g, ' ')).toBe(
      [
        'The verdict differs: 1 of 2 points in the file, 2 of 2 points now.\n',
        'mine – The file has 1 of 2 points. Now it is 2 of 2. – "It stops": failed (a·[2Jb) in the file, passed now.\n',
        '! The course is another version than in the file.',
        '! The machine was "Node v1, linux x64". Now it is "Node v2, darwin arm64".',
        '! The isolation was "bubblewrap". Now it is "none".\n',
      ].join('\n'),
    );
  });

  it('tells how to repeat a grading without isolation', () => {
    const { isSame, text } = tellReplay({ ...before, isolation: 'none' }, now());
    expect(isSame).toBe(true);
    expect(text).toContain('! CANTOR_ISOLATION=none before the command makes it the same');
  });

  it('of a file without a verdict says why it has none', () => {
    const broken = { ...before, verdict: undefined, fault: 'Not graded.\u001b[2J It hung.' };
    expect(tellReplay(broken, now())).toMatchObject({
      isSame: false,
      text: expect.stringMatching(
        /^The file has no verdict: Not graded\.·\[2J It hung\.\n\nNow: 1 of 2/,
      ),
    });
  });

  const checks = before.verdict?.steps[0].checks ?? [];
  const verdictWith = (fields: object, more: object = {}): Verdict => ({
    ...{ points: 1, outOf: 2, ...more },
    steps: [{ name: 'mine', points: 1, outOf: 2, checks, ...fields }],
  });
  const [first] = checks;

  it.each([
    ['a check less', verdictWith({}), verdictWith({ checks: [first] }), ['failed']],
    ['a check more', verdictWith({ checks: [first] }), verdictWith({}), ['not in the file']],
    ['a hidden check', verdictWith({ checks: [first] }, { note: '1' }), verdictWith({}), []],
    [
      'a hidden check with other points',
      verdictWith({ checks: [first] }, { note: '1' }),
      verdictWith({ points: 2 }),
      ['The file has 1 of 2 points. Now it is 2 of 2.'],
    ],
    ['another step', { ...verdictWith({}), steps: [] }, verdictWith({}), ['not in the file']],
    [
      'a search that ended early',
      verdictWith({ isSearchCut: true, points: 2 }),
      verdictWith({}),
      ['The file has 2', 'ended early in the file'],
    ],
  ])('finds %s', (_, one, other, sentences) => {
    const found = compareVerdicts(one, other).flatMap(({ differences }) => differences);
    expect(found).toEqual(sentences.map((each) => expect.stringContaining(each)));
  });
});
