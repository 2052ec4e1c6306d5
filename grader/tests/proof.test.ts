import stringWidth from 'string-width';
import { COURSE, stepOf } from '../course/course';
import type { Report } from '../harness/parent/suite/Report';
import { STEPS } from '../steps';
import { casesOf } from '../proof/casesOf';
import { gapsIn } from '../proof/gapsIn';
import { proofFingerprint } from '../proof/proofFingerprint';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { readMatrix } from '../mistakes/matrixFile';
import { reference } from '../steps/support/reference';
import type { Tone } from '../report/paint';
import { renderReport, ROWS } from '../report/renderReport';
import { renderStep } from '../report/renderStep';
import { checksIn, Submissions } from '../../tests/support/Submissions';

jest.setTimeout(300_000);

const submissions = new Submissions();
afterAll(() => submissions.remove());

describe.each(COURSE.map((step) => [step.name, step] as const))('the proof of %s', (name, step) => {
  it('the matrix is up to date (if not: npm run proof)', async () => {
    expect(readMatrix(name).madeFrom).toBe(await proofFingerprint(step));
  });

  it('the step has at least four mutants, each with another name', () => {
    const { wrong } = STEPS[name].mutants;
    expect(wrong.length).toBeGreaterThanOrEqual(4);
    expect(new Set(wrong.map((mutant) => mutant.name)).size).toBe(wrong.length);
    for (const { source, loses } of wrong) {
      expect(source).not.toBe(reference(name));
      expect(loses).not.toEqual([]);
    }
  });

  it('each check has a mutant, and each sentence of the handout has a check', () => {
    expect(gapsIn(readMatrix(name), step)).toEqual([]);
  });
});

it('a check without a mutant, a sentence without a check and an unknown sentence are gaps', () => {
  const matrix = { madeFrom: '', mutants: [], checks: [{ name: 'it hashes', sentences: [1, 8] }] };
  expect(gapsIn(matrix, stepOf('hashBlock'))).toEqual([
    'no mutant loses "it hashes"',
    ...[2, 3, 4, 5, 6, 7].map(
      (number) => `no check tests sentence ${number} of exercises/01-hashBlock.md`,
    ),
    'exercises/01-hashBlock.md has no sentence 8, which "it hashes" tests',
  ]);
});

it('a mutant must name exactly one check', () => {
  const [first] = casesOf(stepOf('hashBlock'));
  const check = {
    name: first.mutant?.loses[0] ?? '',
    state: 'passed',
    points: 1,
    outOf: 1,
  } as const;
  const checks = [1, 2].map((sentence) => ({ ...check, of: 'hashBlock', sentence, why: '' }));
  expect(() => first.problem([])).toThrow('must begin the name of one check, not of 0');
  expect(() => first.problem(checks)).toThrow('must begin the name of one check, not of 2');
});

/** Returns the report for the student. The snapshot shows each change of its text to reviewers. */
function shown(report: Report): string {
  const style = { whole: 'npm run grade … all', all: false, paint, columns: 80, rows: ROWS };
  return `\n${renderStep(report.steps[0], style)}\n`;
}

const paint = (_tone: Tone, text: string): string => text;

describe.each(COURSE.map((step) => [step.name, step] as const))('a file of %s', (name, step) => {
  const [first] = casesOf(step);
  const mistaken = submissions.order(name, { [name]: first.source ?? '' });
  const good = submissions.order(name, { [name]: reference(name) });

  test('with a known mistake loses the right checks, and its report names the mistake', async () => {
    const report = await mistaken();
    expect(first.problem(checksIn(report))).toBeUndefined();
    const advice = expect.stringContaining(first.mutant?.advice ?? '') as string;
    expect(likelyMistakes(report.steps[0])).toContainEqual(advice);
    expect(shown(report)).toMatchSnapshot();
  });

  test('with a known mistake has a report that fits a terminal of 32 lines', async () => {
    const report = await mistaken();
    const failed = checksIn(report).find(({ failure }) => failure !== undefined);
    const { place, kind } = failed?.failure ?? {};
    for (const columns of [80, 60]) {
      const text = renderReport(report, { target: undefined, all: false, paint, columns });
      const lines = text.trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(ROWS);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(text).toContain(`where     ${place?.file}:${place?.line};`);
      // An error has an exact place. Other failures have the function's first line.
      const rest = kind === 'threw' || kind === 'unloadable' ? '\n' : ', or a function';
      expect(text).toContain(`What to do next\n  correct ${place?.file}:${place?.line}${rest}`);
      const [hint, tryIt] = ['hint', 'try'].map((word) => `npm run ${word} step${step.number}`);
      expect(lines.at(-2)).toBe(`  stuck   ${hint}`);
      expect(lines.at(-1)).toBe(`  debug   ${tryIt} (add inspect for a debugger)`);
    }
  });

  test('without a mistake has a report without a failure', async () => {
    expect(shown(await good())).toMatchSnapshot();
  });
});
