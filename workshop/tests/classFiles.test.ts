import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, stepOf } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { ClassKey } from '../class/ClassKey';
import { classJson, gradesCsv } from '../class/classFiles';
import { prepareFolder } from '../class/ClassSettings';
import type { ClassSettings } from '../class/ClassSettings';
import { courseVersion } from '../../grader/course/courseVersion';
import { hiddenKey } from '../../grader/report/hiddenKey';
import { csvLine, withoutMark } from '../../grader/report/csvLine';
import { disputeText } from '../class/disputeText';
import { fileNamesOf } from '../class/fileNamesOf';
import { gradeGuarded } from '../class/gradeGuarded';
import { storeHidden } from '../class/hiddenChecks';
import { readOverrides, writeOverrides } from '../class/Override';
import { readCsv } from '../class/readCsv';
import { mergeClasses, storedOverrides } from '../class/mergeClasses';
import { isInShard } from '../class/Shard';
import { studentReport } from '../class/studentReport';
import { readResult } from '../class/StudentResult';
import type { StudentResult } from '../class/StudentResult';
import { timeLeft } from '../class/timeLeft';
import { writeClass, writeStudent } from '../class/writeClass';
import { classOptions } from '../commands/classOptions';

const temporary = (): string => mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'class-'));

const SETTINGS: ClassSettings = {
  ...{ version: 1, seed: 1, gradingSeed: 2 },
  ...{ pseudonyms: false, steps: ['mine'], course: 'c', students: 'x' },
};

/** A result in which step 3 has some checks. */
function resultOf(name: string, points: number, more: Partial<StudentResult> = {}): StudentResult {
  const step = stepOf('mine');
  const failure = {
    kind: 'wrong',
    tried: 'mine(1)',
    expected: '2',
    got: '\u001b[2Jthree',
  } as const;
  const base = { name: 'a check', of: 'mine', sentence: 1, why: 'it matters', outOf: 5 };
  const checks = [
    { ...base, state: 'passed' as const, points: 5 },
    { ...base, name: 'the other check', state: 'failed' as const, points: 0, failure },
  ];
  const mine = { step, file: 'starter/mine.ts', points, outOf: 10, typeErrors: [], checks };
  return {
    version: 1,
    ...{ name, file: name, madeFrom: 'x', submission: 'y', notes: [], missing: [], seconds: 1 },
    report: { isolation: 'none', points, outOf: 10, steps: [mine], faults: [] },
    machine: 'Node v1, x',
    ...more,
  };
}

const unjudged = (name: string, reason: string): StudentResult => ({
  ...resultOf(name, 0, { reason }),
  report: undefined,
});

const CLASS = {
  steps: [stepOf('mine')],
  overrides: new Map(),
  hidden: new Set<string>(),
  course: 'c',
  ignored: [],
};

const NONE = new Set<string>();
const FOR_STUDENT = { override: undefined, hidden: NONE, dispute: '{}' };

it('grades.csv has a row for each student, and no formulas', () => {
  const results = [
    resultOf('Zoë', 10),
    resultOf('=HYPERLINK("x")', 5, { notes: ['odd, "very" odd', '@second'] }),
    resultOf('Ada', 5),
    unjudged('Emmy', '+it is empty'),
  ];
  const overrides = new Map([
    ['Ada', { points: 8.5, reason: 'told me' }],
    ['Emmy', { points: 0, reason: '' }],
  ]);
  expect(gradesCsv({ ...CLASS, results, overrides })).toBe(
    [
      'name,3 mine,total,note',
      `"'=HYPERLINK(""x"")",5,5,"odd, ""very"" odd | @second"`,
      'Ada,5,8.5,overridden (graded 5): told me',
      'Emmy,,0,overridden (not judged) | not judged: +it is empty',
      'Zoë,10,10,',
      '',
    ].join('\r\n'),
  );
});

it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', ' =1', '＝1', '\n=1'])(
  'the cell %j is not a formula',
  (text) => {
    const [{ cells }] = readCsv(csvLine(['x', text]));
    expect(cells[1].startsWith("'")).toBe(true);
  },
);

it.each(['=a', "'=a", "' =a", "'t Hooft", 'a;=b', "a;'=b", 'a ', '# x', "''=a", '\t', "';' =a"])(
  'the text %j is the same after it is written and read',
  (text) => {
    const [{ cells }] = readCsv(csvLine(['x', text, text]));
    expect(cells.map(withoutMark)).toEqual(['x', text, text]);
  },
);

it('CSV is read with commas, semicolons, quotes and any ends of lines', () => {
  expect(readCsv('\uFEFFa;b\r\n"c;""d""\n";e\n\n;\nf')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['c;"d"\n', 'e'] },
    { line: 6, cells: ['f'] },
  ]);
  const row = ['a,b', 'c"d', 'e\nf', '', 'x'];
  expect(readCsv(csvLine(row))).toEqual([{ line: 1, cells: row }]);
});

describe('overrides', () => {
  const unknown = ['nobody', '# comment'];
  const same = (name: string): string | undefined => (unknown.includes(name) ? undefined : name);

  it('are read, stored and taken back', () => {
    const text = 'Name,Points,Reason\n# comment\nAda, 12.5 , ill, with a note\n"=Emmy",,\n';
    const read = readOverrides(text, 'file', same);
    expect([...read]).toEqual([
      ['Ada', { points: 12.5, reason: 'ill, with a note' }],
      ['=Emmy', undefined],
    ]);
    // Excel in many languages writes semicolons and decimal commas.
    expect([...readOverrides('Ada;9,5;oral\r\n', 'file', same)]).toEqual([
      ['Ada', { points: 9.5, reason: 'oral' }],
    ]);
    const stored = new Map([
      ['Zoë', { points: 1, reason: 'b' }],
      ['=Ada', { points: 2, reason: 'a, "b"' }],
    ]);
    const known = (name: string): string | undefined => (stored.has(name) ? name : undefined);
    const again = readOverrides(writeOverrides(stored), 'file', known);
    expect(new Map([...again])).toEqual(stored);
  });

  it('do not return after the last is taken back', () => {
    const out = temporary();
    const overrides = new Map([['# Ada', { points: 1, reason: '=x' }]]);
    writeClass(out, { ...CLASS, results: [], overrides }, undefined);
    expect(storedOverrides(out)).toEqual(overrides);
    writeClass(out, { ...CLASS, results: [] }, undefined);
    expect(storedOverrides(out)).toEqual(new Map());
  });

  it.each([
    ['nobody,3,x', 'line 1 of file: no submission is called "nobody"'],
    ['Ada,141,x', 'line 1 of file: the points are a number from 0 to 140'],
    ['Ada,1,\nAda,-1,x', 'line 2 of file: the points are a number from 0 to 140'],
    ['Ada,NaN', 'line 1 of file: the points are a number from 0 to 140'],
  ])('%j is refused', (text, sentence) => {
    expect(() => readOverrides(text, 'file', same)).toThrow(sentence);
  });
});

it("a student's report has the notes, the points and each failure, and no control characters", () => {
  const notes = ['"Mine.ts" is read as mine.ts.'];
  const text = studentReport(resultOf('Ada', 5, { notes }), { points: 7, reason: 'oral' }, NONE);
  expect(text).toMatch(/^Ada\n\nPoints: 7 of 10, set by hand\. oral\n\n- "Mine\.ts" is read/);
  expect(text).toContain(' 3  mine    5 of 10');
  expect(text).toContain('the other check');
  expect(text).toContain('·[2Jthree');
  expect(text).not.toMatch(/seed/);
  expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  expect(studentReport(unjudged('Ada', 'it is empty'), undefined, NONE)).toBe(
    'Ada\n\nNot judged: it is empty.\n',
  );
});

describe('a hidden check', () => {
  const hidden = new Set([hiddenKey('mine', 'the other check')]);
  const result = resultOf('Ada', 5);

  it('is in no file that students see, and its points are lost', () => {
    const facts = { steps: [stepOf('mine')], course: 'c', files: new Map(), hidden };
    const texts = [studentReport(result, undefined, hidden), disputeText(result, facts) ?? ''];
    for (const text of texts) {
      expect(text).not.toMatch(/the other check|three/);
      expect(text).toMatch(
        /1 check is hidden\. You have 5 of 5 points\s+without the hidden checks/,
      );
    }
    expect(texts[0]).toContain(' 3  mine    5 of 10  █████░░░░░  a hidden check has not passed');
    expect(JSON.parse(texts[1]).verdict).toMatchObject({ points: 5, outOf: 10 });
  });

  it('is not named by the reason for no report', () => {
    const broken = unjudged('Ada', 'the grading ended: mine, "the other check": Error');
    const text = studentReport(broken, undefined, hidden);
    expect(text).toContain('Not judged: the grading ended: mine, "(a hidden check)": Error.');
  });

  it('is in the files of the instructor', () => {
    const graded = { ...CLASS, hidden, results: [result] };
    const { students } = JSON.parse(classJson(graded));
    expect(students[0].steps[0].checks).toMatchObject([
      { name: 'a check', state: 'passed' },
      { name: 'the other check', state: 'failed', hidden: true },
    ]);
    expect(gradesCsv(graded)).toBe(gradesCsv({ ...graded, hidden: NONE }));
  });
});

it('class.json has the state of each check', () => {
  const results = [resultOf('Ada', 5), unjudged('Emmy', 'it is empty')];
  const { students, ...rest } = JSON.parse(classJson({ ...CLASS, results }));
  expect(rest).toMatchObject({ version: 1, course: 'c', outOf: 10, steps: [{ name: 'mine' }] });
  expect(students).toMatchObject([
    {
      ...{ name: 'Ada', state: 'graded', total: 5, graded: 5 },
      steps: [{ name: 'mine', checks: [{ state: 'passed' }, { state: 'failed', kind: 'wrong' }] }],
    },
    { name: 'Emmy', state: 'not judged', reason: 'it is empty', total: null, graded: null },
  ]);
});

it('a stored result that is cut or of another version is not used', () => {
  const text = JSON.stringify(resultOf('Ada', 5));
  expect(readResult(text)).toEqual(resultOf('Ada', 5));
  expect(readResult(text.slice(0, -1))).toBeUndefined();
  expect(readResult(text.replace('"version":1', '"version":0'))).toBeUndefined();
  expect(readResult('null')).toBeUndefined();
});

it('each student gets a file name that every system allows', () => {
  const names = [
    'Ada Lovelace_12',
    'ADA',
    'ada',
    '../x',
    'CON',
    'a/b',
    'x'.repeat(300),
    'Zoë',
    '.x',
  ];
  const files = [...fileNamesOf(names).values()];
  expect(files[0]).toBe('Ada Lovelace_12');
  expect(files[7]).toBe('Zoë');
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
  for (const file of files) expect(file).toMatch(/^(?!\.|con$)[\p{L}\d ._~-]{1,100}$/iu);
  // No student can have the file name of another.
  const [taken] = fileNamesOf(['a/b']).values();
  const hostile = ['a/b', taken, 'a_b', taken.replace('~', '-'), 'straße', 'STRASSE', 'com¹'];
  const theirs = [...fileNamesOf(hostile).values()].map((file) => file.toUpperCase());
  expect(new Set(theirs).size).toBe(hostile.length);
  expect(theirs.at(-1)).toMatch(/^_COM¹~/);
  // A name of 80 letters with four bytes each must fit into 255 bytes too.
  const [long] = fileNamesOf(['𠀀'.repeat(90)]).values();
  expect(Buffer.byteLength(long)).toBeLessThan(240);
});

it('each student is in exactly one shard, the same on every machine', () => {
  const names = Array.from({ length: 300 }, (_, i) => `student ${i}`);
  const counts = [1, 2, 3].map(
    (number) => names.filter((name) => isInShard(name, { number, of: 3 })).length,
  );
  expect(counts).toEqual([97, 97, 106]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(300);
});

it('a pseudonym depends on the seed and the name only', () => {
  const key = new ClassKey(7);
  expect(key.pseudonymOf('Ada')).toMatch(/^student-[0-9a-f]{10}$/);
  expect(new ClassKey(7).pseudonymOf('Ada')).toBe(key.pseudonymOf('Ada'));
  expect(new ClassKey(8).pseudonymOf('Ada')).not.toBe(key.pseudonymOf('Ada'));
  expect(key.pseudonymOf('Emmy')).not.toBe(key.pseudonymOf('Ada'));
  expect(key.gradingSeed()).toBe(new ClassKey(7).gradingSeed());
  expect([7, new ClassKey(8).gradingSeed()]).not.toContain(key.gradingSeed());
  expect(key.fingerprintOf('a', 'bc')).not.toBe(key.fingerprintOf('ab', 'c'));
});

it('the time that is left is a line in words', () => {
  expect(timeLeft(60_000, 2, 300)).toBe(', about 2 h 30 min left');
  expect(timeLeft(60_000, 2, 1)).toBe(', about 1 min left');
  expect(timeLeft(60_000, 0, 5)).toBe('');
  expect(timeLeft(60_000, 5, 0)).toBe('');
});

it('the version of the course is the SHA-256 of its files', () => {
  expect(courseVersion()).toMatch(/^[0-9a-f]{64}$/);
  expect(courseVersion()).toBe(courseVersion());
});

it('a grading that crashes is the reason for no grade', async () => {
  const file = join(temporary(), 'order.json');
  const { signal } = new AbortController();
  const order = { target: '/nowhere', steps: [COURSE[0].name] };
  const graded = await gradeGuarded(order, file, signal);
  expect(graded).toEqual({
    reason: expect.stringMatching(/^the grading itself ended with 1: .*ENOENT/),
  });
});

describe('the folder for the results', () => {
  it('is private, and git ignores it', () => {
    const out = join(temporary(), 'out');
    mkdirSync(out, { mode: 0o755 });
    prepareFolder(out, SETTINGS);
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o700);
    writeFileSync(join(out, 'results', '.x.json.12.tmp'), 'cut');
    prepareFolder(out, SETTINGS);
    expect(readFileSync(join(out, '.gitignore'), 'utf8')).toBe('*\n');
    expect(execFileSync('ls', ['-A', join(out, 'results')], { encoding: 'utf8' })).toBe('');
  });

  it('cannot be used in another way', () => {
    const out = join(temporary(), 'out');
    prepareFolder(out, SETTINGS);
    expect(() => prepareFolder(out, { ...SETTINGS, pseudonyms: true })).toThrow(
      `${out} was made without pseudonyms; name a new folder for the results`,
    );
    expect(() => prepareFolder(out, { ...SETTINGS, shard: '1/3' })).toThrow(
      `${out} has the whole class; name a new folder for the results`,
    );
    expect(() => prepareFolder(out, { ...SETTINGS, steps: ['ledger'] })).toThrow(
      `${out} has other steps; name a new folder for the results`,
    );
    expect(() => prepareFolder(out, { ...SETTINGS, seed: 2 })).toThrow(
      `${out} has another seed: leave seed out, or name a new folder`,
    );
    const other = temporary();
    writeFileSync(join(other, 'thesis.txt'), '');
    expect(() => prepareFolder(other, SETTINGS)).toThrow(
      `${other} has other files; name a new folder for the results`,
    );
  });
});

describe('for Moodle', () => {
  const moodle = "Mary Ann O'Neil_100004_assignsubmission_file";
  const mary = resultOf("Mary Ann O'Neil_100004", 5, { moodle, file: 'Mary Ann O_Neil_100004~2' });
  const damaged = {
    ...unjudged('Bo_7', 'it is empty'),
    moodle: `${'x'.repeat(300)}_7_assignsubmission_file_`,
  };

  it('there are grades and feedback under the names of Moodle', () => {
    const out = temporary();
    prepareFolder(out, SETTINGS);
    const results = [mary, damaged, resultOf('a folder of mine', 3)];
    writeStudent(out, mary, FOR_STUDENT);
    writeStudent(out, damaged, { ...FOR_STUDENT, dispute: undefined });
    const before = Date.now();
    writeClass(out, { ...CLASS, results: [...results] }, undefined);
    const [header, ...rows] = readCsv(readFileSync(join(out, 'moodle', 'grades.csv'), 'utf8'));
    expect(header.cells).toEqual(['Identifier', 'Full name', 'Grade', 'Last modified (grade)']);
    expect(rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
      ['Participant 7', 'Bo', ''],
      ['Participant 100004', "Mary Ann O'Neil", '5'],
    ]);
    expect(Date.parse(rows[1].cells[3])).toBeGreaterThanOrEqual(before);
    const feedback = join(out, 'moodle', 'feedback');
    expect(readdirSync(feedback).toSorted()).toEqual([moodle, '_7_assignsubmission_file']);
    expect(readdirSync(join(feedback, moodle))).toEqual(['dispute.json', 'report.txt']);
    expect(readFileSync(join(feedback, moodle, 'report.txt'), 'utf8')).toContain("O'Neil");
    expect(readdirSync(join(feedback, '_7_assignsubmission_file'))).toEqual(['report.txt']);
    writeClass(out, { ...CLASS, results: [] }, undefined);
    expect(existsSync(join(out, 'moodle'))).toBe(false);
  });
});

describe('parts of a class', () => {
  /** Writes a finished part with one student. */
  function partOf(name: string, more: Partial<ClassSettings> = {}): string {
    const out = join(temporary(), name);
    const result = resultOf(name, 5);
    prepareFolder(out, { ...SETTINGS, ...more });
    writeStudent(out, result, FOR_STUDENT);
    writeClass(out, { ...CLASS, results: [result] }, undefined);
    return out;
  }

  it('fit together if they are of the same class', () => {
    const parts = [partOf('Ada', { shard: '1/3' }), partOf('Emmy', { shard: '3/3' })];
    const { settings, graded, missing } = mergeClasses(parts);
    expect(settings).toEqual(SETTINGS);
    expect(graded.results.map(({ name }) => name)).toEqual(['Ada', 'Emmy']);
    expect(missing).toEqual(['2/3']);
  });

  it.each([
    [{ seed: 2 }, 'different seeds'],
    [{ students: 'y' }, 'different lists of students'],
    [{ shard: '1/4' }, 'different numbers of shards'],
    [{ shard: undefined }, 'different numbers of shards'],
  ])('with %j are refused', (more, sentence) => {
    const parts = [partOf('Ada', { shard: '1/3' }), partOf('Emmy', { shard: '2/3', ...more })];
    expect(() => mergeClasses(parts)).toThrow(sentence);
  });

  it('with other hidden checks, or without a file for a dispute, are refused', () => {
    const parts = [partOf('Ada', { shard: '1/3' }), partOf('Emmy', { shard: '2/3' })];
    storeHidden(parts[0], 'step3\n');
    expect(() => mergeClasses(parts)).toThrow('different lists of hidden checks');
    storeHidden(parts[1], 'step3\n');
    expect(mergeClasses(parts).graded.hidden.size).toBeGreaterThan(3);
    rmSync(join(parts[0], 'disputes', 'Ada.json'));
    expect(() => mergeClasses(parts)).toThrow('has no file for a dispute of "Ada"');
  });

  it('with results of a run that did not end are refused', () => {
    const part = partOf('Ada');
    writeStudent(part, resultOf('Ada', 9, { madeFrom: 'later' }), FOR_STUDENT);
    expect(() => mergeClasses([part])).toThrow('has no whole result of "Ada"');
  });

  it.each(['', '{', 'null', '{"students":[1],"steps":[]}'])(
    'with the class.json %j are refused',
    (text) => {
      const part = partOf('Ada');
      writeFileSync(join(part, 'class.json'), text);
      const sentence = `${join(part, 'class.json')} is damaged; run grade:class again`;
      expect(() => mergeClasses([part])).toThrow(new UsageError(sentence));
    },
  );
});

describe('the command line', () => {
  const folder = temporary();
  mkdirSync(join(folder, 'subs', 'ada'), { recursive: true });
  mkdirSync(join(folder, 'one'));
  writeFileSync(join(folder, 'one', 'mine.ts'), '');
  symlinkSync(join(folder, 'subs'), join(folder, 'linked'));
  writeFileSync(join(folder, 'list'), '');
  const subs = join(folder, 'subs');

  it('has folders, flags and steps in any order', () => {
    const words = [
      '--out',
      join(folder, 'out'),
      'step3',
      subs,
      'seed',
      '7',
      'mine',
      'shard',
      '2/3',
    ];
    const options = classOptions([...words, 'regrade', 'ada', 'regrade', 'step1', 'cores', '3']);
    expect(options).toMatchObject({
      from: { folder: subs },
      out: join(folder, 'out'),
      steps: [{ name: 'mine' }],
      ...{ seed: 7, shard: { number: 2, of: 3 }, regrade: ['ada', 'step1'], lanes: 3 },
    });
    const list = join(folder, 'list');
    expect(classOptions(['list', list, 'out', 'x'])).toMatchObject({
      from: { list },
      steps: COURSE,
      seed: undefined,
    });
  });

  it.each([
    [[], 'name the folder for the results: out OUT'],
    [['out', 'x'], 'name the folder with the submissions'],
    [[subs], 'name the folder for the results: out OUT'],
    [[subs, subs, 'out', 'x'], 'one folder at a time'],
    [['nowhere', 'out', 'x'], 'there is no folder nowhere'],
    [[join(folder, 'one'), 'out', 'x'], 'is one submission; name the folder that has all'],
    [[join(folder, 'linked'), 'out', 'x'], 'is a link; name the folder itself'],
    [[subs, 'out', subs], 'the results cannot go into the folder of the submissions'],
    [[subs, 'out', folder], 'the results cannot go into the folder of the submissions'],
    [[subs, 'out', 'x', 'shard', '1/3'], 'shard needs seed'],
    [[subs, 'out', 'x', 'seed', '1', 'shard', '4/3'], 'shard is a part such as 3/10'],
    [[subs, 'out', 'x', 'seed', '-1'], '--seed'],
    [[subs, 'out', 'x', 'cores', '0'], '--cores is a whole number from 1 to 9999'],
    [[subs, 'out', 'x', 'list', join(folder, 'list')], 'either --list or'],
    [['out', 'x', 'list', 'nowhere'], 'there is no file nowhere'],
    [[subs, 'out', 'x', 'override', 'nowhere'], 'there is no file nowhere'],
    [[subs, 'out', 'x', 'step99'], 'there is no "step99"'],
    [[subs, 'out', 'x', '--fast'], 'there is no --fast'],
  ])('%j is refused', (words, sentence) => {
    expect(() => classOptions(words)).toThrow(sentence);
  });

  it.each(['gradeClass', 'gradeMerge', 'gradeReplay'])(
    '%s help explains the command in 60 columns',
    (command) => {
      const args = [join('workshop', 'commands', 'launch.js'), `workshop/commands/${command}.ts`];
      const out = execFileSync(process.execPath, [...args, 'help'], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      expect(out).toContain('npm run grade:');
      expect(out.split('\n').every((line) => line.length <= 60)).toBe(true);
    },
  );
});
