import { COURSE } from '../course/course';
import type { CapstoneReport, RungReport } from '../network/CapstoneReport';
import { renderCapstone } from '../network/renderCapstone';
import { plain } from '../report/paint';

const passed: RungReport = { letter: 'a', name: 'two users', state: 'passed', why: '', ms: 1000 };
const failure = {
  ...{ tried: 'a crash', expected: 'one chain', got: 'two chains', diagram: 'alice → bob' },
  ...{ where: 'most likely catchUp (step 12)', suspect: 12 },
};
const failed: RungReport = { ...passed, state: 'failed', failure };

function reportOf(rung: RungReport): CapstoneReport {
  return { borrowed: [], problems: [], wanted: 1, runs: [{ seed: 7, rungs: [rung] }] };
}

const lastLines = (text: string, count: number): string[] =>
  text.trimEnd().split('\n').slice(-count);

it('after a failure, the report names the step to grade, and the same script', () => {
  expect(lastLines(renderCapstone(reportOf(failed), { paint: plain }), 3)).toEqual([
    'What to do next',
    '  first   npm run grade step12 (the step alone)',
    '  then    npm run grade network seed 7 (with the same script)',
  ]);
  const other = renderCapstone(reportOf(failed), { target: 'solution', paint: plain });
  expect(other).toContain('npm run grade network seed 7 target solution');
});

it('after a pass with all own parts, the report names what is left of the course', () => {
  const whole = renderCapstone(reportOf(passed), { labs: ['a'], paint: plain });
  expect(lastLines(whole, 3)).toEqual([
    'What to do next',
    '  labs    npm run lab b (then c, d, e, f): predict, run, explain',
    '  read    "Further reading" in exercises/README.md',
  ]);
  const borrowed = { ...reportOf(passed), borrowed: [COURSE[0]] };
  expect(renderCapstone(borrowed, { paint: plain })).not.toContain('What to do next');
});

it('a failed rung stands last, the open ones take one line, and a long diagram is cut', () => {
  const open = (letter: string): RungReport => ({
    ...{ letter, name: 'more users', state: 'not judged', why: '', ms: 0 },
    reason: 'rung b failed',
  });
  const messages = Array.from({ length: 14 }, (_, i) => `message ${i}`);
  const diagram = ['time  alice', ...messages].join('\n');
  const rung = { ...failed, letter: 'b', failure: { ...failure, diagram } };
  const report = {
    ...reportOf(passed),
    runs: [{ seed: 7, rungs: [passed, rung, open('c'), open('d')] }],
  };
  const short = renderCapstone(report, { paint: plain });
  const heads = short.split('\n').filter((line) => /^ {2}[✓✗–]/u.test(line));
  expect(heads.map((line) => line.slice(0, 30).trim())).toEqual([
    '✓ passed      a  two users',
    '– not judged  c, d  because',
    '✗ failed      b  two users',
  ]);
  expect(short.match(/message \d+/g)).toHaveLength(7);
  expect(short).toContain('(7 earlier lines: add the word all)\n    message 7');
  expect(short.trimEnd().split('\n').length).toBeLessThan(30);
  expect(renderCapstone(report, { all: true, paint: plain }).match(/message \d+/g)).toHaveLength(
    14,
  );
});
