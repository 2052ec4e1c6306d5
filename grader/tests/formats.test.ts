import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, COURSE_POINTS } from '../course/course';
import { FORMATS } from '../report/formats/formats';
import type { FormatName } from '../report/formats/formats';
import { classroom50 } from '../report/formats/classroom50';
import { githubAnnotations } from '../report/formats/githubAnnotations';
import { hiddenKey } from '../report/hiddenKey';
import type { GradeResult } from '../report/GradeResult';
import { junitErrors } from './formats/junitErrors';
import { parseCsv } from './formats/parseCsv';
import { parseXml } from './formats/parseXml';
import type { XmlElement } from './formats/parseXml';
import { brokenResult, checkOf, reportOf, resultOf } from './formats/reportOf';
import { schemaErrors } from './formats/schemaErrors';

const NAMES = Object.keys(FORMATS) as FormatName[];
/** The formats that students see. */
const OF_STUDENTS = NAMES.filter((name) => name !== 'json' && name !== 'csv');

const read = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(__dirname, ...path), 'utf8'));
const SCHEMAS = {
  json: read('..', 'report', 'formats', 'report.schema.json'),
  gradescope: read('formats', 'gradescope.schema.json'),
  classroom50: read('formats', 'classroom50.schema.json'),
} as Record<FormatName, Record<string, unknown>>;

const usual = resultOf(
  reportOf(
    [
      checkOf('It counts bits', undefined, { printed: 'nonce 1\n' }),
      checkOf('It stops', { place: { file: 'starter/mine.ts', line: 12 }, sentence: 2 }),
      checkOf('It is fast', undefined, {
        ...{ state: 'not judged', points: 0, reason: 'the computer was busy' },
      }),
      checkOf('The draft is left', undefined, { standsOn: ['hashBlock'] }),
    ],
    [checkOf('checkWork is written', { kind: 'unwritten', got: 'checkWork is not written yet' })],
  ),
);

/** Returns the mistakes of a text in its format. */
function errorsOf(name: FormatName, text: string): string[] {
  if (name === 'junit') return junitErrors(parseXml(text));
  if (name === 'csv') {
    const rows = parseCsv(text);
    return rows.every((row) => row.length === rows[0].length) ? [] : ['a row has another length'];
  }
  if (name === 'html') return htmlErrors(text);
  const schema = SCHEMAS[name];
  return schema === undefined ? [] : schemaErrors(JSON.parse(text), schema);
}

/** Returns the mistakes of a page: an element that is not closed, or that a report does not need. */
function htmlErrors(page: string): string[] {
  const open: string[] = [];
  const errors: string[] = [];
  const known =
    /^(html|head|meta|title|style|body|main|section|h1|h2|p|code|table|thead|tbody|tr|th|td|meter|b|pre|details|summary|dl|dt|dd|ul|li)$/;
  for (const [, slash, name] of page
    .replace(/<style>[^]*?<\/style>/, '')
    .matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (!known.test(name)) errors.push(`there is no need for ${name}`);
    if (name === 'meta') continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) errors.push(`</${name}> is wrong`);
  }
  return [...errors, ...open.map((name) => `${name} is open`)];
}

const renderedBy = (name: FormatName, result: GradeResult): string =>
  FORMATS[name].render(result) + (FORMATS[name].print?.(result) ?? '');

describe.each(['gradescope', 'classroom50'] as const)('the stored sample of %s', (name) => {
  const sample = read('formats', `${name}.sample.json`);

  it('fits the schema', () => {
    expect(schemaErrors(sample, SCHEMAS[name])).toEqual([]);
  });

  it('does not fit it with a wrong field', () => {
    const wrong = { ...(sample as object), bogus: 1, score: 'ten', tests: [{ score: '1' }] };
    expect(schemaErrors(wrong, SCHEMAS[name]).length).toBeGreaterThanOrEqual(3);
  });
});

it.each(NAMES)('%s fits its schema', (name) => {
  expect(errorsOf(name, FORMATS[name].render(usual))).toEqual([]);
});

describe('a usual result', () => {
  it('json is the report with a version', () => {
    const { steps, ...facts } = JSON.parse(FORMATS.json.render(usual)) as Record<string, unknown>;
    expect(facts).toEqual({
      ...{ version: 1, seed: 5, isolation: 'bubblewrap', points: 2, outOf: 5, faults: [] },
    });
    expect(steps).toMatchObject([
      { number: 3, name: 'mine', handout: 'exercises/03-mine.md', points: 2, likely: [] },
      { number: 4, name: 'validateBlock' },
    ]);
  });

  it('junit has a suite for each step', () => {
    const root = parseXml(FORMATS.junit.render(usual));
    expect(root.attributes).toEqual({ name: 'cantor', tests: '5', failures: '2', errors: '0' });
    const [mine, validateBlock] = root.children;
    expect(mine.attributes).toEqual({
      ...{ name: 'step 3, mine', tests: '4', failures: '1', errors: '0', skipped: '1' },
      file: 'starter/mine.ts',
    });
    const [properties, counts, stops, fast] = mine.children;
    expect(properties.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'points', value: '2' },
      { name: 'out of', value: '4' },
    ]);
    expect(counts.attributes).toEqual({ classname: 'step3.mine', name: 'It counts bits' });
    expect(counts.children).toMatchObject([{ name: 'system-out', text: 'nonce 1\n' }]);
    expect(stops.children).toMatchObject([
      { name: 'failure', attributes: { type: 'wrong', message: '2' } },
    ]);
    expect(stops.children[0].text).toMatch(/^tried {5}f\(\)\nexpected {2}1\ngot {7}2\nhandout/);
    expect(stops.children[0].text).toContain(
      'starter/mine.ts:12; exercises/03-mine.md, sentence 2',
    );
    expect(fast.children).toMatchObject([
      { name: 'skipped', attributes: { message: 'the computer was busy' } },
    ]);
    expect(validateBlock.children[1].children[0].attributes.type).toBe('unwritten');
  });

  it('gradescope has a test for each check', () => {
    const { tests, output, ...facts } = JSON.parse(FORMATS.gradescope.render(usual)) as Parsed;
    expect(facts).toEqual({
      ...{ score: 2, max_score: 5, output_format: 'text' },
      ...{ visibility: 'visible', stdout_visibility: 'hidden' },
    });
    expect(output).toContain('Together: 2 of 5 points');
    expect(tests).toHaveLength(5);
    expect(tests[1]).toMatchObject({
      ...{ name: 'Step 3, mine: It stops', number: '3.2', score: 0, max_score: 1 },
      ...{ status: 'failed', visibility: 'visible' },
    });
    expect(tests.map(({ status }) => status)).toEqual([
      ...['passed', 'failed', 'failed', 'passed', 'failed'],
    ]);
  });

  it('classroom50 takes the names from the environment, and its score is the sum of the tests', () => {
    const env = {
      ...{
        CLASSROOM: 'networks',
        ASSIGNMENT: 'cantor',
        OWNER: 'alice',
        SUBMISSION_TAG: 'submit/1',
      },
      ...{ COMMIT_URL: 'https://c', RELEASE_URL: 'https://r', ASSIGNMENT_TYPE: 'team' },
    };
    const now = new Date('2026-06-01T14:32:01.123Z');
    const { tests, ...facts } = JSON.parse(classroom50(usual, env, now)) as Parsed;
    expect(facts).toEqual({
      ...{ schema: 'classroom50/result/v1', classroom: 'networks', assignment: 'cantor' },
      ...{ assignment_type: 'team', owner: 'alice', submission: 'submit/1', commit: 'https://c' },
      ...{ release: 'https://r', review: 'https://c', datetime: '2026-06-01T14:32:01Z' },
      ...{ score: 2, 'max-score': 5 },
    });
    expect(tests[0]).toEqual({
      ...{ 'test-name': 'Step 3: It counts bits', passed: true, score: 1, 'max-score': 1 },
      output: 'printed  nonce 1',
    });
  });

  it('csv has a row for each step, and the total', () => {
    expect(FORMATS.csv.render(usual).split('\r\n')).toEqual([
      'step,name,points,out of,checks passed,checks failed,checks not judged,hidden checks,note',
      '3,mine,2,4,2,1,1,,It stops: 2',
      '4,validateBlock,0,1,0,1,0,,checkWork is written: checkWork is not written yet',
      'total,,2,5,,,,,',
      '',
    ]);
  });

  it('github has a table and the failures, and annotates the lines', () => {
    const text = FORMATS.github.render(usual);
    expect(text).toMatch(
      /^## Grade: 2 of 5 points\n\n\| step \| name \| points \| checks passed \|\n/,
    );
    expect(text).toContain('\n| 3 | mine | 2 of 4 | 2 of 4 |\n');
    expect(text).toContain('**It stops** (failed, 0/1)\n\n<pre>\ntried     f()\n');
    expect(githubAnnotations(usual)).toBe(
      '::error file=starter/mine.ts,line=12,title=Step 3%2C mine%3A It stops::tried: f()%0Aexpected: 1%0Agot: 2\n',
    );
  });

  it('a file that cannot be loaded is explained once', () => {
    const got = 'starter/mine.ts:7: Expected ")" but found "{"';
    const checks = ['It counts bits', 'It stops'].map((name) =>
      checkOf(name, { kind: 'unloadable', got, tried: 'not made', expected: 'an answer' }),
    );
    const result = resultOf(reportOf(checks));
    expect(githubAnnotations(result)).toBe(
      `::error file=starter/mine.ts,line=7,title=Step 3%2C mine%3A the file cannot be loaded::${got}\n`,
    );
    expect(FORMATS.github.render(result).match(/<pre>/g)).toHaveLength(1);
    expect(FORMATS.html.render(result)).toContain('because starter/mine.ts cannot be loaded:');
    for (const name of NAMES.filter((each) => each !== 'json')) {
      expect(FORMATS[name].render(result)).not.toMatch(/not made|an answer/);
    }
  });

  it('dispute has the code, the seed and the verdict', () => {
    const { course, ...facts } = JSON.parse(FORMATS.dispute.render(usual)) as Parsed & {
      course: string;
    };
    expect(course).toMatch(/^[0-9a-f]{64}$/);
    expect(facts).toMatchObject({
      ...{ version: 1, steps: ['mine', 'validateBlock'], seed: 5, isolation: 'bubblewrap' },
      machine: `Node ${process.version}, ${process.platform} ${process.arch}`,
      verdict: { points: 2, outOf: 5, steps: [{ name: 'mine', points: 2 }, { points: 0 }] },
      files: { mine: 'export const mine = 1;\n' },
    });
  });

  it('html has a section for each step, and what to do next', () => {
    const page = FORMATS.html.render(usual);
    expect(page).toContain('<h1>2 of 5 points</h1>');
    expect(page).toContain('<h2>Step 3 · mine</h2>');
    expect(page).toContain('<dt>got</dt><dd><pre>2</pre></dd>');
    expect(page).toContain('<dt>not judged</dt><dd><pre>the computer was busy</pre></dd>');
    expect(page).toContain('What to do next\n  correct starter/mine.ts:12');
    expect(page).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/,
    );
    expect(page).not.toMatch(/<script|https?:|\son\w+=/);
  });
});

interface Parsed {
  tests: Record<string, unknown>[];
  output: string;
}

/** Texts that a submission can put into names, prints and messages. */
const HOSTILE = [
  ']]> <![CDATA[ </failure></testsuites>',
  '</script></pre></style><img src=x onerror=alert(1)>"\'`',
  '\u001b[2J\u001b]0;title\u0007\u009b31m',
  '\ud800 and \udc00 alone, \uffff \ufffe \u0000',
  '\u202egnp.exe\u2066\u200f',
  '=HYPERLINK("http://x","y")',
  '@everyone | a | b |\n\n# title\n[x](javascript:1) ![x](y) <details> $x$',
  'a\r\n::error file=x::forged\r::stop-commands::x\n##[error]forged',
  '%0A::error::forged, a:b %25',
  '+1\t-1',
  '𝒳漢字é',
];

const LONG = 'x'.repeat(1_000_000);

/** Returns a result in which each text is the same text. */
function hostileResult(text: string): GradeResult {
  const failure = { tried: text, expected: text, got: text, place: { file: text, line: 3 } };
  const report = reportOf(
    [
      checkOf(text, failure, { printed: text, why: text }),
      checkOf(`${text} too`, undefined, { state: 'not judged', points: 0, reason: text }),
      checkOf('unloadable', { kind: 'threw', got: text }),
    ],
    [checkOf('unloadable', { ...failure, kind: 'unloadable' })],
  );
  for (const step of report.steps) {
    step.file = text;
    step.typeErrors = [{ file: text, line: 1, message: text, excerpt: text }];
  }
  return resultOf(report);
}

describe.each([...HOSTILE, LONG].map((text) => [JSON.stringify(text).slice(0, 60), text]))(
  'with the text %s everywhere',
  (_, text) => {
    const result = hostileResult(text);
    const broken = brokenResult(text, { steps: result.steps });

    it.each(NAMES)('%s fits its schema', (name) => {
      expect(errorsOf(name, FORMATS[name].render(result))).toEqual([]);
      expect(errorsOf(name, FORMATS[name].render(broken))).toEqual([]);
    });

    it.each(NAMES)('%s has no character that changes a terminal or the direction', (name) => {
      const all = renderedBy(name, result) + renderedBy(name, broken);
      expect(all.replace(/\r\n/g, '\n')).not.toMatch(/[^\P{C}\n\t]/u);
    });

    it.each(OF_STUDENTS)('%s is short', (name) => {
      expect(renderedBy(name, result).length).toBeLessThan(200_000);
    });
  },
);

describe('a hostile text', () => {
  const all = HOSTILE.map((text) => hostileResult(text));

  it('cannot begin a workflow command of its own', () => {
    for (const result of all) {
      const lines = githubAnnotations(result).trimEnd().split('\n');
      expect(lines).toHaveLength(5);
      for (const line of lines) {
        expect(line).toMatch(/^::(error|warning) file=[^:,]*,(line=\d+,)?title=[^:,]*::/);
        expect(line).not.toContain('\r');
      }
    }
  });

  it('is escaped once in workflow commands', () => {
    const [line] = githubAnnotations(hostileResult('50%, a:b\nc')).split('\n');
    expect(line).toContain('file=50%25%2C a%3Ab c,line=3,');
    expect(line).toContain('::tried: 50%25, a:b%0Ac%0A');
  });

  it('cannot make a cell that a spreadsheet computes', () => {
    const result = (got: string): string[][] =>
      parseCsv(FORMATS.csv.render(resultOf(reportOf([checkOf(got, { got })]))));
    for (const begin of ['=', '+', '-', '@', '\t=', '\r=', ' =', '\u0000=', '＝']) {
      for (const row of result(`${begin}1+1`)) {
        for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@＝]/);
      }
    }
    expect(result('=1')[1][8]).toBe("'=1: =1");
  });

  it('cannot make an element of a page or of Markdown', () => {
    for (const result of all) {
      const page = FORMATS.html.render(result);
      expect(page).not.toMatch(/<(script|img|!\[)/);
      const text = FORMATS.github.render(result);
      expect(text.replace(/<\/?pre>/g, '')).not.toMatch(/[<>]/);
      const outside = text.replace(/<pre>[^]*?<\/pre>/g, '');
      expect(outside).not.toMatch(/\]\(|@|^# /m);
      expect(outside.match(/^\|.*\|$/gm)?.every((row) => row.split('|').length === 6)).toBe(true);
    }
  });

  it('is whole in XML', () => {
    const texts = (element: XmlElement): string[] => [
      element.text,
      ...Object.values(element.attributes),
      ...element.children.flatMap(texts),
    ];
    const found = texts(parseXml(FORMATS.junit.render(hostileResult(HOSTILE[0]))));
    expect(found.join('\n')).toContain(HOSTILE[0]);
  });
});

describe('hidden checks', () => {
  const report = reportOf(
    [
      checkOf('It counts bits'),
      checkOf(
        'Secret trap',
        { got: 'secret got', tried: 'secret tried' },
        { printed: 'secret print' },
      ),
    ],
    [checkOf('Secret order', undefined, { printed: 'secret print' })],
  );
  const [first, second] = report.steps;
  const hidden = new Set([
    hiddenKey(first.step.name, 'Secret trap'),
    hiddenKey(second.step.name, 'Secret order'),
  ]);
  const result = resultOf(report, hidden);
  const NOTE = '2 checks are hidden. You have 1 of 1 points without the hidden checks.';

  it.each(OF_STUDENTS.filter((name) => name !== 'gradescope'))('%s leaves them out', (name) => {
    const text = renderedBy(name, result);
    expect(errorsOf(name, FORMATS[name].render(result))).toEqual([]);
    expect(text).not.toMatch(/secret/i);
    expect(text).toContain('2 checks are hidden');
    if (name !== 'classroom50') expect(text).toContain(NOTE);
  });

  it('the points count them, and never claim full marks', () => {
    expect(FORMATS.html.render(result)).toContain('<h1>2 of 3 points</h1>');
    expect(FORMATS.github.render(result)).toContain('## Grade: 2 of 3 points');
    const { tests, score } = JSON.parse(FORMATS.classroom50.render(result)) as Parsed & {
      score: number;
    };
    expect(score).toBe(2);
    expect(tests.at(-1)).toEqual({
      ...{ 'test-name': '2 checks are hidden', passed: false, score: 1, 'max-score': 2 },
    });
    const suites = parseXml(FORMATS.junit.render(result)).children;
    expect(suites.at(-1)?.children[0]).toMatchObject({
      attributes: { name: '2 checks are hidden' },
      children: [{ name: 'skipped', attributes: { message: NOTE } }],
    });
  });

  it('gradescope hides them from students, and shows them to the instructor', () => {
    const { tests, output } = JSON.parse(FORMATS.gradescope.render(result)) as Parsed;
    expect(tests.map(({ visibility }) => visibility)).toEqual(['visible', 'hidden', 'hidden']);
    expect(tests[1].output).toContain('secret got');
    expect(output).not.toMatch(/secret/i);
    // Gradescope keeps the total from the students, so the text counts only what they see.
    expect(output).toContain('2 checks are hidden, and not in these points.');
    expect(output).not.toContain(NOTE);
    expect(output).toContain('Step 3 · mine — 1 of 1 points');
  });

  it('json and csv name them', () => {
    const { steps } = JSON.parse(FORMATS.json.render(result)) as {
      steps: { checks: { hidden?: true }[] }[];
    };
    expect(steps.map(({ checks }) => checks.map((check) => check.hidden))).toEqual([
      [undefined, true],
      [true],
    ]);
    expect(errorsOf('json', FORMATS.json.render(result))).toEqual([]);
    const rows = parseCsv(FORMATS.csv.render(result));
    expect([rows[1][7], rows[2][7]]).toEqual(['Secret trap (failed)', 'Secret order (passed)']);
  });

  it('an error of the grader does not name them', () => {
    const fault = 'mine, "Secret trap": Error: x';
    const broken = brokenResult(fault, { hidden });
    for (const name of OF_STUDENTS) expect(renderedBy(name, broken)).not.toContain('Secret');
    expect(FORMATS.json.render(broken)).toContain('Secret trap');
  });
});

it('github refers to the log if the failures of a step do not fit', () => {
  const got = '1234567 '.repeat(500);
  const checks = Array.from({ length: 300 }, (_, i) => checkOf(`check ${i}`, { got }));
  const summary = FORMATS.github.render(resultOf(reportOf(checks, [checkOf('short', {})])));
  expect(Buffer.byteLength(summary)).toBeLessThan(1_000_000);
  expect(summary).toContain('The failures of step 3 are too long for this page. See the log.');
  expect(summary).toContain('**short**');
});

describe('if the grader itself fails', () => {
  const fault = 'the compiler did not answer';

  it.each([
    ['the course', COURSE, COURSE_POINTS],
    ['a step', [COURSE[2]], 10],
  ])('in %s, each format says so and gives no points', (_, steps, outOf) => {
    const result = brokenResult(fault, { steps });
    for (const name of NAMES) {
      const text = FORMATS[name].render(result);
      expect(errorsOf(name, text)).toEqual([]);
      expect(text).toContain(fault);
    }
    const { tests, score, output } = JSON.parse(FORMATS.gradescope.render(result)) as Parsed & {
      score: number;
    };
    expect([tests, score, output]).toEqual([[], 0, `Not graded. ${fault}\n`]);
    expect(JSON.parse(FORMATS.classroom50.render(result))).toMatchObject({
      ...{ score: 0, 'max-score': outOf },
      tests: [{ 'test-name': `Not graded. ${fault}`, passed: false }],
    });
    const suites = parseXml(FORMATS.junit.render(result));
    expect(suites.attributes).toMatchObject({ tests: '1', errors: '1' });
    expect(parseCsv(FORMATS.csv.render(result)).at(-1)).toEqual([
      ...['total', '', '', String(outOf), '', '', '', '', `Not graded. ${fault}`],
    ]);
    expect(githubAnnotations(result)).toBe(`::error title=Not graded::Not graded. ${fault}\n`);
    expect(FORMATS.html.render(result)).toContain('<h1>Not graded</h1>');
  });

  it('json has no points if the grading did not end', () => {
    expect(JSON.parse(FORMATS.json.render(brokenResult(fault)))).toEqual({
      ...{ version: 1, seed: 5, points: null, outOf: COURSE_POINTS, steps: [], faults: [fault] },
    });
  });
});
