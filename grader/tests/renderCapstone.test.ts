import { COURSE } from '../course/course';
import type { CapstoneReport, RungReport } from '../network/CapstoneReport';
import { renderCapstone } from '../network/renderCapstone';
import { plain } from '../report/paint';

const passed: RungReport = { letter: 'a', name: 'two users', state: 'passed', why: '', ms: 1000 };
const failed: RungReport = {
  ...passed,
  state: 'failed',
  failure: {
    ...{ tried: 'a crash', expected: 'one chain', got: 'two chains', diagram: 'alice → bob' },
    ...{ where: 'most likely catchUp (step 12)', suspect: 12 },
  },
};

function reportOf(rung: RungReport): CapstoneReport {
  return { borrowed: [], problems: [], wanted: 1, runs: [{ seed: 7, rungs: [rung] }] };
}

const lastLines = (text: string, count: number): string[] =>
  text.trimEnd().split('\n').slice(-count);

it('after a failure, the report names the step to grade, and the same script', () => {
  expect(lastLines(renderCapstone(reportOf(failed), undefined, plain), 3)).toEqual([
    'What to do next',
    '  first   npm run grade step12 (the step alone)',
    '  then    npm run grade network seed 7 (with the same script)',
  ]);
  const other = renderCapstone(reportOf(failed), 'solution', plain);
  expect(other).toContain('npm run grade network seed 7 target solution');
});

it('after a pass with all own parts, the report names what is left of the course', () => {
  const whole = renderCapstone(reportOf(passed), undefined, plain, ['a']);
  expect(lastLines(whole, 3)).toEqual([
    'What to do next',
    '  labs    npm run lab b (then c, d, e, f): predict, run, explain',
    '  read    "Further reading" in exercises/README.md',
  ]);
  const borrowed = { ...reportOf(passed), borrowed: [COURSE[0]] };
  expect(renderCapstone(borrowed, undefined, plain)).not.toContain('What to do next');
});
