import { build } from 'esbuild';
import { join } from 'node:path';
import { COURSE } from '../course/course';
import { excerptOf } from '../harness/parent/submission/excerptOf';
import { placeOfThrow } from '../harness/parent/submission/placeOfFunction';
import { problemsOf } from '../harness/compiler/problemsOf';
import type { CheckReport, Report, StepReport } from '../harness/parent/suite/Report';
import { padEnd, padStart } from '../report/pad';
import { renderStep } from '../report/renderStep';
import { toJson } from '../report/toJson';
import { wrap } from '../report/wrap';

/** Returns the report of a step in which some checks fail. */
function shown(failing: number, all = false): string {
  const checks = Array.from({ length: failing }, (_, i): CheckReport => ({
    name: `Sentence ${i + 1} holds`,
    state: 'failed',
    points: 0,
    outOf: 1,
    of: 'mine',
    sentence: i + 1,
    why: 'It matters.',
    failure: { kind: 'wrong', tried: 'mine()', expected: `${i}`, got: `${i + 1}` },
  }));
  const [, , step] = COURSE;
  const about = { step, file: 'starter/mine.ts', typeErrors: [] };
  const report: StepReport = { ...about, points: 0, outOf: failing, checks };
  return renderStep(report, { again: 'npm run grade', all, paint: (_tone, text) => text });
}

const explainedIn = (text: string): number => text.match(/^ {4}why/gm)?.length ?? 0;

it('a report explains the first three failures of a step, and names the other failures', () => {
  const text = shown(5);
  expect(explainedIn(text)).toBe(3);
  expect(text).toContain('✗ failed  0/1  Sentence 5 holds');
  expect(text).toContain('2 more fail, ');
  expect(shown(4)).toContain('1 more fails, ');
  expect(shown(3)).not.toContain('more fail');
});

it('a report says so if the search did not try all cases', () => {
  const [step] = COURSE;
  const whole: StepReport = {
    step,
    file: 'starter/hashBlock.ts',
    typeErrors: [],
    points: 10,
    outOf: 10,
    checks: [],
  };
  const style = {
    again: 'npm run grade',
    all: false,
    paint: (_tone: unknown, text: string) => text,
  };
  const [cut, told] = [{ ...whole, isSearchCut: true as const }, whole].map((report) =>
    renderStep(report, style).includes('ran out of time'),
  );
  expect([cut, told]).toEqual([true, false]);
});

it('a report explains all failures with --all', () => {
  expect(explainedIn(shown(5, true))).toBe(5);
  expect(shown(5, true)).not.toContain('more fail');
});

describe('the caret below a line', () => {
  it('the caret stands in the column of the mistake', () => {
    const line = "  f('漢字😀é', x)";
    expect(excerptOf(line, line.indexOf('x'))).toBe(`${line.trim()}\n${' '.repeat(13)}^`);
    expect(excerptOf('\tf(x)', 3)).toBe('f(x)\n  ^');
    expect(excerptOf('\tf(x)', 0)).toBe('\tf(x)\n^');
    expect(excerptOf('a\tb', 2)).toBe('a\tb\n \t^');
  });

  it('the caret stands in the right column, although esbuild counts bytes', async () => {
    const compiling = build({
      stdin: { contents: "const x = '漢字é' = =;", loader: 'ts' },
      write: false,
      logLevel: 'silent',
    });
    const error: unknown = await compiling.catch((thrown: unknown) => thrown);
    expect(problemsOf(error)[0].excerpt).toBe(`const x = '漢字é' = =;\n${' '.repeat(20)}^`);
  });
});

it('the report as JSON escapes characters that can change the display of a terminal', () => {
  const faults = ['\u009b2J, \u202e and \u{e0041}'];
  const steps: StepReport[] = [];
  const report: Report = { seed: 1, isolation: 'none', points: 0, outOf: 0, steps, faults };
  expect(toJson(report)).toMatch(/^[\n -~]+$/);
  expect(JSON.parse(toJson(report))).toEqual({ ...report, steps: [] });
});

test('a throw has a place, even in a folder with parentheses in its name', () => {
  const folder = join(__dirname, 'cantor (1)', 'starter');
  const file = join(folder, 'mine.ts');
  for (const frame of [`at mine (${file}:12:5)`, `at ${file}:12:5`]) {
    const stack = `Error: too high\n    at call (driver.cjs:1:1)\n    ${frame}`;
    expect(placeOfThrow(stack, folder)).toEqual({ file: 'starter/mine.ts', line: 12 });
  }
});

describe('wrap', () => {
  it('wrap breaks lines between words, and indents them to the first word', () => {
    const word = 'x'.repeat(30);
    expect(wrap(`${word} ${word} ${word}`, '  got  ')).toBe(
      `  got  ${word} ${word}\n       ${word}`,
    );
  });

  it('wrap counts two columns for a Chinese character, and zero for a colour', () => {
    expect(
      wrap('漢字'.repeat(25))
        .split('\n')
        .map((line) => line.length),
    ).toEqual([40, 10]);
    const painted = `\u001b[31m${'x'.repeat(79)}\u001b[39m`;
    expect(wrap(`${painted} y`)).toBe(`${painted}\ny`);
    expect(wrap('got', '\u001b[2mlabel \u001b[22m')).toBe('\u001b[2mlabel \u001b[22mgot');
    expect(wrap('a\nb', '\u001b[2mlabel \u001b[22m')).toBe('\u001b[2mlabel \u001b[22ma\n      b');
  });

  it('wrap keeps indentation and empty lines', () => {
    expect(wrap('a\n\n  b  c\n    \n\td')).toBe('a\n\n  b  c\n\n    d');
    const word = 'x'.repeat(79);
    expect(wrap(`    ${word}`)).toBe(`    ${'x'.repeat(76)}\nxxx`);
    expect(wrap(`${' '.repeat(200)}a`)).toBe(`${' '.repeat(40)}a`);
  });
});

it('padStart and padEnd count columns', () => {
  expect(padEnd('漢字', 6)).toBe('漢字  ');
  expect(padStart('漢字', 6)).toBe('  漢字');
  expect(padEnd('too long', 3)).toBe('too long');
});
