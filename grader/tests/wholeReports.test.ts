import stringWidth from 'string-width';
import { Submissions } from '../../tests/support/Submissions';
import { COURSE } from '../course/course';
import type { StepName } from '../course/course';
import { casesOf } from '../proof/casesOf';
import type { Report } from '../harness/parent/suite/Report';
import type { Tone } from '../report/paint';
import { renderGlance } from '../report/renderGlance';
import { renderReport, ROWS } from '../report/renderReport';
import type { ReportStyle } from '../report/renderReport';
import { STEPS } from '../steps';
import { reference, replaceOnce } from '../steps/support/reference';

jest.setTimeout(120_000);

const submissions = new Submissions();
afterAll(() => submissions.remove());

type Ordered = ReturnType<Submissions['order']>;

const MINE = 'mine';
const PREFIX = 'const prefix = ';

function fileOf(step: StepName, source: string): Ordered {
  return submissions.order(step, { [step]: source }, true);
}

function mutantOf(step: StepName, name: string): string {
  const mutant = STEPS[step].mutants.wrong.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`step ${step} has no mutant "${name}"`);
  return mutant.source;
}

/** Returns the file of step 3 without its last function. */
function halfOf(): string {
  const [step] = COURSE.filter(({ name }) => name === MINE);
  return casesOf(step).find(({ name }) => name === 'without mine')?.source ?? '';
}

const PRINTS = `for (let i = 0; i < 50; i++) console.log('looking at nonce', i);\n  ${PREFIX}`;
const WRONG_TYPE = `const wrong: number = draft.data.id;\n  ${PREFIX}`;
const wrongBits = mutantOf(MINE, 'one zero bit less is enough');

const files: Record<string, Ordered> = {
  'a wrong file': fileOf(MINE, wrongBits),
  'a file that fails in a story of accesses': fileOf(
    'signals',
    mutantOf('signals', 'countHashes takes a lock that the other thread does not use'),
  ),
  'a file that fails in a long story': fileOf(
    'minerThread',
    mutantOf('minerThread', 'it does not rest'),
  ),
  'a file that fails every check': fileOf(
    'catchUp',
    mutantOf('catchUp', 'it asks for the whole chain'),
  ),
  'a file that does not parse': fileOf(MINE, replaceOnce(MINE, PREFIX, `${PREFIX}= `)),
  'a file that throws an error while it is loaded': fileOf(
    MINE,
    `${reference(MINE)}\nthrow new Error('too early');\n`,
  ),
  'a file that does not return': fileOf(MINE, replaceOnce(MINE, PREFIX, `for (;;);\n  ${PREFIX}`)),
  'a file that prints a lot and passes': fileOf(MINE, replaceOnce(MINE, PREFIX, PRINTS)),
  'a file that prints a lot and fails': fileOf(
    MINE,
    replaceOnce(MINE, PREFIX, PRINTS).replace('nonce, hash };', 'nonce: nonce + 1, hash };'),
  ),
  'a wrong file with type errors': fileOf(MINE, wrongBits.replace(PREFIX, WRONG_TYPE)),
  'a half-written file': fileOf(MINE, halfOf()),
  'a file that is not written yet': submissions.order('handleMsg', {}, true),
  'a file that passes': fileOf(MINE, reference(MINE)),
  'a file that passes many checks': fileOf('handleMsg', reference('handleMsg')),
};

const paint = (_tone: Tone, text: string): string => text;

/** Returns the whole output at some widths of the terminal. */
function shownAt(
  columns: number,
  report: Report,
  render: (report: Report, style: ReportStyle) => string = renderReport,
): string {
  const text = render(report, { target: undefined, all: false, paint, columns });
  for (const line of text.split('\n')) {
    expect(stringWidth(line)).toBeLessThanOrEqual(Math.min(columns, 80));
  }
  return text;
}

describe.each(Object.keys(files))('%s', (name) => {
  it('has a report that fits a terminal of 60, 80 and 120 columns', async () => {
    const report = await files[name]();
    expect(report.faults).toEqual([]);
    const [narrow, usual, wide] = [60, 80, 120].map((columns) => shownAt(columns, report));
    expect(`\n${narrow}`).toMatchSnapshot('60 columns');
    expect(`\n${usual}`).toMatchSnapshot('80 columns');
    expect(wide).toBe(usual);
    for (const text of [narrow, usual]) {
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(ROWS);
    }
  });
});

describe('the course at a glance', () => {
  const own: Partial<Record<StepName, string>> = {
    hashBlock: reference('hashBlock'),
    createGenesisBlock: mutantOf('createGenesisBlock', 'a slow clock decides the timestamp'),
    mine: halfOf(),
    validateBlock: reference('validateBlock').replace('export function', 'export function ='),
  };
  const orders = COURSE.map(({ name }) => {
    const source = own[name];
    return submissions.order(name, source === undefined ? {} : { [name]: source });
  });

  it('fits a terminal of 60, 80 and 120 columns', async () => {
    const reports = await Promise.all(orders.map((order) => order()));
    const steps = reports.flatMap((report) => report.steps);
    const points = steps.reduce((sum, step) => sum + step.points, 0);
    const report = { ...reports[0], steps, points, outOf: 140 };
    const [narrow, usual, wide] = [60, 80, 120].map((columns) =>
      shownAt(columns, report, renderGlance),
    );
    expect(`\n${narrow}`).toMatchSnapshot('60 columns');
    expect(`\n${usual}`).toMatchSnapshot('80 columns');
    expect(wide).toBe(usual);
    for (const text of [narrow, usual]) {
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(ROWS);
    }
  });
});
