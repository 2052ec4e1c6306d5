import { COURSE } from '../course';
import type { Report } from '../harness/Report';
import { MUTANTS } from '../mutants';
import { casesOf } from '../proof/casesOf';
import { madeFrom } from '../proof/madeFrom';
import { readMatrix } from '../proof/matrixFile';
import { reference } from '../proof/reference';
import type { Tone } from '../report/paint';
import { renderStep } from '../report/renderStep';
import { checksIn, Submissions } from './support/Submissions';

jest.setTimeout(120_000);

const submissions = new Submissions();
afterAll(() => submissions.remove());

it('is the proof of what is here (else: npm run proof)', () => {
  expect(readMatrix().madeFrom).toBe(madeFrom());
});

it('tries each step on mistakes enough, each with a name of its own', () => {
  expect(Object.keys(MUTANTS)).toEqual(COURSE.map(({ name }) => name));
  for (const { name } of COURSE) {
    const { wrong } = MUTANTS[name];
    expect(wrong.length).toBeGreaterThanOrEqual(4);
    expect(new Set(wrong.map((mutant) => mutant.name)).size).toBe(wrong.length);
    for (const { source, loses } of wrong) {
      expect(source).not.toBe(reference(name));
      expect(loses).not.toEqual([]);
    }
  }
});

/** What a student reads; reviewed as text whenever it changes. */
function shown(report: Report): string {
  const style = {
    again: 'npm run grade …',
    all: false,
    paint: (_tone: Tone, text: string) => text,
  };
  return `\n${renderStep(report.steps[0], style)}\n`;
}

describe.each(COURSE.map((step) => [step.name, step] as const))('a file of %s', (name, step) => {
  const [first] = casesOf(step);
  const mistaken = submissions.order(name, { [name]: first.source ?? '' });
  const good = submissions.order(name, { [name]: reference(name) });

  test('that has a known mistake loses what it should, and is told of it', async () => {
    const report = await mistaken();
    expect(first.problem(checksIn(report))).toBeUndefined();
    const advice = expect.stringContaining(first.mutant?.advice ?? '') as string;
    expect(report.steps[0].likely).toContainEqual(advice);
    expect(shown(report)).toMatchSnapshot();
  });

  test('that is right is told so', async () => {
    expect(shown(await good())).toMatchSnapshot();
  });
});
