import { build } from 'esbuild';
import { join } from 'node:path';
import { COURSE, stepOf } from '../course/course';
import { excerptOf } from '../harness/parent/submission/excerptOf';
import { placeOfThrow } from '../harness/parent/submission/placeOfFunction';
import { problemsOf } from '../harness/compiler/problemsOf';
import type { CheckReport, Failure, Report, StepReport } from '../harness/parent/suite/Report';
import { partsOfCheck } from '../report/formats/partsOfCheck';
import { outputColumns } from '../report/outputColumns';
import { padEnd, padStart } from '../report/pad';
import { renderGlance } from '../report/renderGlance';
import type { Done } from '../report/renderNext';
import { renderReport, ROWS } from '../report/renderReport';
import type { ReportStyle } from '../report/renderReport';
import { toJson } from '../report/toJson';
import { wrap } from '../report/wrap';

const paint = (_tone: unknown, text: string): string => text;

/** Returns a check that failed. */
function failed(sentence: number, words: Partial<Failure> = {}): CheckReport {
  const [expected, got] = [`${sentence - 1}`, `${sentence}`];
  return {
    name: `Sentence ${sentence} holds`,
    state: 'failed',
    points: 0,
    outOf: 1,
    of: 'mine',
    sentence,
    why: 'It matters.',
    failure: { kind: 'wrong', tried: 'mine()', expected, got, ...words },
  };
}

/** Returns a check that passed. */
function passed(sentence: number, facts: Partial<CheckReport> = {}): CheckReport {
  const { failure: _failure, ...check } = failed(sentence);
  return { ...check, state: 'passed', points: 1, ...facts };
}

/** Returns the report of step 3 with these checks. */
function reportOf(checks: CheckReport[], facts: Partial<StepReport> = {}): Report {
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  const step: StepReport = {
    step: stepOf('mine'),
    file: 'starter/mine.ts',
    typeErrors: [],
    points,
    outOf: checks.length,
    checks,
    ...facts,
  };
  const outOf = checks.length;
  return { seed: 5, isolation: 'none', points, outOf, steps: [step], faults: [] };
}

function shown(report: Report, style: Partial<ReportStyle> = {}): string {
  return renderReport(report, { target: undefined, all: false, paint, columns: 80, ...style });
}

const ALL = { all: true };

describe('a report of a step with failures', () => {
  const checks = [passed(1), failed(2), failed(3), passed(4), failed(5)];

  it('has one line for all that passed, explains the first failure last, and names the others', () => {
    expect(shown(reportOf(checks))).toBe(`Step 3 · mine — 2 of 5 points  starter/mine.ts

  2 checks passed.
  ✗ failed  0/1  Sentence 3 holds
  ✗ failed  0/1  Sentence 5 holds

  ✗ failed  0/1  Sentence 2 holds
    tried     mine()
    expected  1
    got       2
    why       It matters.
    where     starter/mine.ts; exercises/03-mine.md, sentence 2

What to do next
  correct starter/mine.ts
  then    npm run grade step3 (seed 5 for the same data)
  all     npm run grade step3 all (explains every failure)
  stuck   npm run hint step3
  debug   npm run try step3 (add inspect for a debugger)
`);
  });

  it('explains all failures with all, the first one last', () => {
    const text = shown(reportOf(checks), ALL);
    expect(text.match(/^ {4}got .*/gm)).toEqual(
      ['3', '5', '2'].map((got) => `    got       ${got}`),
    );
    expect(text).toContain('2 checks passed.');
    expect(text).not.toContain('explains every failure');
  });

  it('names the commands for another folder', () => {
    const text = shown(reportOf(checks), { target: 'a b' });
    expect(text).not.toContain('What to do next');
    expect(text).toMatch(
      /\n\n {2}To repeat with the same data: npm run grade step3 seed 5 target 'a b'\n {2}To read about every failure: npm run grade step3 all target 'a b'\n$/,
    );
  });

  it('ends a cut story with the line after the decisive line', () => {
    const story = Array.from({ length: 40 }, (_, i) => `${i === 30 ? '→' : '-'} event ${i}`);
    const text = shown(reportOf([failed(1, { got: ['it fails', ...story].join('\n') })]));
    expect(text).toMatch(/… \d+ more lines[^]*- event 29\n {14}→ event 30\n {14}- event 31\n/);
    expect(text).not.toContain('event 32');
  });

  it('keeps an early decisive line of a cut story, and the end; no line appears twice', () => {
    const story = Array.from({ length: 14 }, (_, i) => `${i === 1 ? '→' : '-'} event ${i}`);
    const text = shown(reportOf([failed(1, { got: ['it fails', ...story].join('\n') })]));
    expect(text).toMatch(/- event 0\n {14}→ event 1\n {14}- event 2\n {14}… \d+ more lines/);
    expect(text).toContain('- event 13\n');
    const events = text.match(/event \d+/g) ?? [];
    expect(new Set(events).size).toBe(events.length);
    expect(text).toContain(`… ${story.length - events.length} more lines`);
  });

  it('cuts a long part, says how many lines are missing, and keeps the last lines', () => {
    const tried = Array.from({ length: 40 }, (_, i) => `${i + 1}. a call`).join('\n');
    const got = 'word '.repeat(400);
    const report = reportOf([failed(1, { tried, got })]);
    const text = shown(report);
    expect(text).toMatch(/tried {5}1\. a call\n/);
    expect(text).toMatch(
      /… \d+ more lines: npm run grade step3 all\n {14}37\. a call\n(.*\n){2} {14}40\. a call\n/,
    );
    expect(text).toMatch(/got {7}word [^]*word\n {14}… \d+ more lines: npm run grade step3 all\n/);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(ROWS);
    expect(shown(report, ALL)).toContain('20. a call');
    expect(shown(report, ALL)).not.toContain('more lines');
  });

  it('fits the screen with the lines of npm, however much fails', () => {
    const long = 'It is a long sentence, and it goes on and on, for some words more. '.repeat(9);
    const many = Array.from({ length: 15 }, (_, i) => ({
      ...failed(i + 1, { tried: long, expected: long, got: long }),
      name: long.slice(0, 150),
      why: long,
      printed: long,
    }));
    const error = { file: 'starter/mine.ts', line: 3, message: long, excerpt: `${long}\n^` };
    for (const columns of [80, 60]) {
      for (const number of [1, 2, 15]) {
        const report = reportOf(many.slice(0, number), { typeErrors: [error, error] });
        const lines = shown(report, { columns }).trimEnd().split('\n');
        expect(lines.length).toBeLessThanOrEqual(ROWS);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        expect(lines).toContain('  correct starter/mine.ts');
      }
    }
  });

  it('says once why checks were not judged', () => {
    const { failure: _failure, ...check } = failed(2);
    const unjudged = { ...check, state: 'not judged' as const, reason: 'mine hangs' };
    const text = shown(reportOf([failed(1, { kind: 'hung' }), unjudged, unjudged]));
    expect(text.match(/– not judged/g)).toHaveLength(2);
    expect(text.match(/Not judged: mine hangs\./g)).toHaveLength(1);
  });

  it('says which earlier step is at fault for checks that passed', () => {
    const blamed = { standsOn: ['hashBlock'] };
    const text = shown(reportOf([passed(1, blamed), passed(2, blamed), passed(3), failed(4)]));
    expect(text.replace(/\s+/g, ' ')).toContain(
      '3 checks passed. 2 of them fail with your own hashBlock (step 1). The fault is there, and you keep these points.',
    );
  });

  it('shows the first type error without its line, and how to see the others', () => {
    const error = { file: 'starter/mine.ts', line: 3, message: 'No.', excerpt: 'x\n^' };
    const report = reportOf([failed(1)], { typeErrors: [error, { ...error, line: 4 }] });
    expect(shown(report)).toContain(
      '\n\n  TypeScript also reports 2 mistakes (npm run grade step3 all):\n    starter/mine.ts:3: No.\n\n',
    );
    expect(shown(report, ALL)).toMatch(/starter\/mine\.ts:3: No\.\n {4}x\n {4}\^\n.*mine\.ts:4/);
  });

  it('lists no checks if the file cannot be loaded', () => {
    const got = 'starter/mine.ts:33: Unexpected "="\nx = = 1\n    ^';
    const all = [1, 2, 3].map((sentence) => failed(sentence, { kind: 'unloadable', got }));
    expect(shown(reportOf(all))).toBe(`Step 3 · mine — 0 of 3 points  starter/mine.ts

  All checks fail, because starter/mine.ts cannot be loaded:

    starter/mine.ts:33: Unexpected "="
    x = = 1
        ^

What to do next
  correct starter/mine.ts:33
  then    npm run grade step3
  stuck   npm run hint step3
`);
  });

  it('cuts a long message about a file that cannot be loaded', () => {
    const got = Array.from({ length: 99 }, (_, i) => `starter/mine.ts:${i}: no`).join('\n');
    const report = reportOf([failed(1, { kind: 'unloadable', got })]);
    expect(shown(report).split('\n').length).toBeLessThanOrEqual(ROWS);
    expect(shown(report)).toMatch(/… 88 more lines: npm run grade step3 all/);
    expect(shown(report, ALL)).toContain('mine.ts:50: no');
  });
});

it('of several steps, a report explains only the first one with code that fails', () => {
  const { steps } = reportOf([passed(1)]);
  const second = reportOf([failed(1)]).steps[0];
  const third = reportOf([failed(2, { kind: 'unwritten', got: 'mine is not written yet' })])
    .steps[0];
  const report = { ...reportOf([]), steps: [...steps, third, second], points: 1, outOf: 3 };
  expect(shown(report)).toBe(`Step 3 · mine — 1 of 1 points  starter/mine.ts
Step 3 · mine — 0 of 1 points  starter/mine.ts
  mine is not written yet

Together: 1 of 3 points

Step 3 · mine — 0 of 1 points  starter/mine.ts

  ✗ failed  0/1  Sentence 1 holds
    tried     mine()
    expected  0
    got       1
    why       It matters.
    where     starter/mine.ts; exercises/03-mine.md, sentence 1

What to do next
  correct starter/mine.ts
  then    npm run grade step3 (seed 5 for the same data)
  stuck   npm run hint step3
  debug   npm run try step3 (add inspect for a debugger)
`);
  expect(shown({ ...report, steps: [...steps, third] })).toContain(`
  – not written  0/1  Sentence 2 holds
    got       mine is not written yet

What to do next
  read    exercises/03-mine.md
  write   starter/mine.ts
  then    npm run grade step3
  stuck   npm run hint step3
`);
  expect(shown(report, ALL).match(/Sentence 1 holds/g)).toHaveLength(2);
});

describe('steps that pass', () => {
  const many = Array.from({ length: 25 }, (_, i) => passed(i + 1));
  const { steps } = reportOf(many);

  it('counts the checks that do not fit the screen, and names them with all', () => {
    const error = { file: 'starter/mine.ts', line: 3, message: 'No. '.repeat(99), excerpt: 'x' };
    for (const typeErrors of [[], Array.from({ length: 9 }, () => error)]) {
      const printed = many.map((check, i) => ({ ...check, printed: `${i}\n`.repeat(9) }));
      for (const checks of [many, printed]) {
        const report = reportOf(checks, { typeErrors, isSearchCut: true });
        const text = shown(report, { columns: 60 });
        expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(ROWS);
        expect(text).toContain('25 of 25 points');
        expect(text).toContain('25 checks passed.');
        expect(text).toContain('What to do next');
        expect(shown(report, ALL)).toContain('Sentence 25 holds');
      }
    }
  });

  it('have only a title if their checks do not fit the screen', () => {
    const all = COURSE.map((step) => ({ ...steps[0], step }));
    for (const columns of [60, 80]) {
      const text = shown({ ...reportOf([]), steps: all, points: 1, outOf: 2 }, { columns });
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(ROWS);
      expect(text.match(/25 of 25 points/g)).toHaveLength(COURSE.length);
      expect(text).toContain('Together: 1 of 2 points');
    }
    const both = reportOf([passed(1)]).steps.flatMap((step) => [step, step]);
    const text = shown({ ...reportOf([]), steps: both, points: 2, outOf: 2 });
    expect(text.match(/Sentence 1 holds/g)).toHaveLength(2);
  });

  it('name first the scene of the step, and then the next step', () => {
    expect(shown(reportOf([passed(1)])).split('What to do next\n')[1])
      .toBe(`  see     npm run scene step3 (shows what your part does)
          npm start (runs your parts)
  next    step 4, exercises/04-validateBlock.md
`);
  });
});

describe('what the code of a student printed', () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, i) => `nonce ${i}\n`).join('');

  it('is shown once, with its first lines', () => {
    const report = reportOf(
      [50, 80, 50].map((count, i) => passed(i + 1, { printed: lines(count) })),
    );
    expect(shown(report).match(/^ {4}printed [^]*? more lines/gm)).toEqual([
      '    printed   nonce 0\n              nonce 1\n              nonce 2\n              and 47 more lines',
    ]);
    expect(shown(report, ALL)).toContain('nonce 49');
    expect(shown(report, ALL).match(/nonce 49$/gm)).toHaveLength(2);
  });

  it('is shown whole if it is short, and counted only roughly if the grader has cut it', () => {
    const short = reportOf([passed(1, { printed: lines(4) }), passed(2, { printed: 'other\n' })]);
    expect(shown(short)).toContain('nonce 3\n');
    expect(shown(short)).toContain('    printed   other\n');
    const cut = reportOf([passed(1, { printed: `${lines(50)}non…` })]);
    expect(shown(cut)).toContain('and at least 48 more lines');
  });

  it('is shown once of several failures, and beside each passed check that printed it', () => {
    const report = reportOf([
      passed(1, { printed: 'one\n' }),
      { ...failed(2), printed: lines(50) },
      { ...failed(3), printed: lines(50) },
    ]);
    expect(shown(report).match(/printed/g)).toHaveLength(2);
    expect(shown(report)).toContain('and 47 more lines');
    expect(shown(report, ALL).match(/nonce 49/g)).toHaveLength(1);
    for (const text of [shown(report), shown(report, ALL)]) {
      expect(text).toMatch(/✓ passed {2}1\/1 {2}Sentence 1 holds.*\n {4}printed {3}one\n/);
    }
  });

  it('stands below the name of its check if the passed checks are only counted', () => {
    const name = 'It is a long sentence, and it goes on and on, for some words more. '.repeat(5);
    const report = reportOf(
      Array.from({ length: 12 }, (_, i) =>
        passed(i + 1, { name: `${i + 1} ${name}`, ...(i < 2 && { printed: `print ${i}\n` }) }),
      ),
    );
    expect(shown(report)).toMatch(
      /12 checks passed\.\n.*1 It is a long sentence.*…\n {4}printed {3}print 0\n.*2 It is a long sentence.*…\n {4}printed {3}print 1\n/,
    );
  });

  it('is shown beside a passed check while another function is not written', () => {
    const report = reportOf([passed(1, { printed: 'one\n' }), failed(2, { kind: 'unwritten' })]);
    for (const text of [shown(report), shown(report, ALL)]) {
      expect(text).toMatch(/Sentence 1 holds.*\n {4}printed {3}one\n/);
    }
  });
});

it('a report says so if the search did not try all cases', () => {
  expect(shown(reportOf([passed(1)], { isSearchCut: true }))).toContain('ran out of time');
  expect(shown(reportOf([passed(1)]))).not.toContain('ran out of time');
});

describe('after all steps have passed', () => {
  const steps = COURSE.map((step) => ({ ...reportOf([passed(1)]).steps[0], step }));
  const report: Report = { ...reportOf([]), steps, points: 140, outOf: 140 };
  const next = (done: Done): string => {
    const style = { target: undefined, all: false, paint, columns: 80, done };
    return renderGlance(report, style).split('What to do next\n')[1];
  };

  it('the glance names the network, the labs and what to read', () => {
    expect(next({ network: false, labs: [] })).toBe(`  see     npm start (runs your parts)
  then    npm run grade network (all parts together, under faults)
  labs    npm run lab a (then b, c, d, e, f): predict, run, explain
  read    "Further reading" in exercises/README.md
`);
  });

  it('the glance leaves out what the student has done', () => {
    expect(next({ network: true, labs: [...'acdef'] })).toBe(`  see     npm start (runs your parts)
  labs    npm run lab b: predict, run, explain
  read    "Further reading" in exercises/README.md
`);
    expect(next({ network: true, labs: [...'abcdef'] })).toBe(`  see     npm start (runs your parts)
  read    "Further reading" in exercises/README.md
`);
  });
});

it('what to do next begins with the first step that has code that fails', () => {
  const unwritten = reportOf([failed(1, { kind: 'unwritten' })]).steps[0];
  const [failing] = reportOf([failed(1)]).steps;
  const steps = [
    { ...unwritten, step: stepOf('hashBlock'), file: 'starter/hashBlock.ts' },
    failing,
    { ...unwritten, step: stepOf('ledger'), file: 'starter/ledger.ts' },
  ];
  const text = renderGlance(
    { ...reportOf([]), steps },
    { target: undefined, all: false, paint, columns: 80 },
  );
  expect(text.split('What to do next\n')[1]).toMatch(/^ {2}see {5}npm run grade step3 /);
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

it('the sentences that a check tests are named in ascending order', () => {
  const check = { ...failed(4), sentence: [4, 2] };
  const report = reportOf([check]);
  expect(shown(report)).toContain('exercises/03-mine.md, sentences 2 and 4\n');
  const where = partsOfCheck(check, report.steps[0]).find(([label]) => label === 'where');
  expect(where?.[1]).toBe('starter/mine.ts; exercises/03-mine.md, sentences 2 and 4');
  const { steps } = JSON.parse(toJson(report)) as Report;
  expect(steps[0].checks[0].sentence).toEqual([2, 4]);
});

it('the report as JSON escapes characters that can change the display of a terminal', () => {
  const faults = ['\u009b2J, \u202e and \u{e0041}'];
  const steps: StepReport[] = [];
  const report: Report = { seed: 1, isolation: 'none', points: 0, outOf: 0, steps, faults };
  expect(toJson(report)).toMatch(/^[\n -~]+$/);
  expect(JSON.parse(toJson(report))).toEqual({ version: 1, ...report, steps: [] });
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
    expect(wrap(`${word} ${word} ${word}`, '  got  ', 80)).toBe(
      `  got  ${word} ${word}\n       ${word}`,
    );
  });

  it('wrap counts two columns for a Chinese character, and zero for a colour', () => {
    expect(
      wrap('漢字'.repeat(25), '', 80)
        .split('\n')
        .map((line) => line.length),
    ).toEqual([40, 10]);
    const painted = `\u001b[31m${'x'.repeat(79)}\u001b[39m`;
    expect(wrap(`${painted} y`, '', 80)).toBe(`${painted}\ny`);
    expect(wrap('got', '\u001b[2mlabel \u001b[22m')).toBe('\u001b[2mlabel \u001b[22mgot');
    expect(wrap('a\nb', '\u001b[2mlabel \u001b[22m')).toBe('\u001b[2mlabel \u001b[22ma\n      b');
  });

  it('lines fit the terminal, with at least 40 and at most 80 columns', () => {
    const terminals = [0, 20, 40, 60, 80, 120];
    expect(terminals.map((columns) => outputColumns(columns))).toEqual([80, 40, 40, 60, 80, 80]);
    const word = 'x'.repeat(30);
    expect(wrap(`${word} ${word}`, '', 60)).toBe(`${word}\n${word}`);
  });

  it('wrap keeps indentation and empty lines', () => {
    expect(wrap('a\n\n  b  c\n    \n\td')).toBe('a\n\n  b  c\n\n    d');
    const word = 'x'.repeat(79);
    expect(wrap(`    ${word}`, '', 80)).toBe(`    ${'x'.repeat(76)}\nxxx`);
    expect(wrap(`${' '.repeat(200)}a`, '', 80)).toBe(`${' '.repeat(40)}a`);
  });
});

it('padStart and padEnd count columns', () => {
  expect(padEnd('漢字', 6)).toBe('漢字  ');
  expect(padStart('漢字', 6)).toBe('  漢字');
  expect(padEnd('too long', 3)).toBe('too long');
});
