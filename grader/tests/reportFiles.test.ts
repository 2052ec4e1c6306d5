import fs from 'node:fs';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COURSE } from '../course/course';
import { readMatrix } from '../mistakes/matrixFile';
import { findReportOrders, readReportOrders } from '../report/formats/readReportOrders';
import { ReportFiles } from '../report/formats/ReportFiles';
import { writeWhole } from '../report/formats/writeWhole';
import { hiddenKey } from '../report/hiddenKey';
import { readHidden } from '../report/readHidden';
import { checkOf, reportOf, resultOf } from './formats/reportOf';

const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? tmpdir(), 'reports-'));
const result = resultOf(reportOf([checkOf('It counts bits')]));
const { report: _report, ...asked } = result;

const read = (path: string): string => readFileSync(path, 'utf8');
const inFolder = (name: string): string => join(folder, name);

describe('writeWhole', () => {
  it('makes the folder, and replaces an earlier file', () => {
    const path = inFolder('a/b/whole.txt');
    for (const text of ['first', 'second']) {
      writeWhole(path, text);
      expect(read(path)).toBe(text);
    }
    expect(readdirSync(inFolder('a/b'))).toEqual(['whole.txt']);
  });

  it('replaces the file of a link, not the link', () => {
    writeWhole(inFolder('linked.txt'), 'first');
    symlinkSync(inFolder('linked.txt'), inFolder('link.txt'));
    writeWhole(inFolder('link.txt'), 'second');
    expect(read(inFolder('linked.txt'))).toBe('second');
  });

  it('leaves nothing behind if it fails', () => {
    mkdirSync(inFolder('c/taken'), { recursive: true });
    expect(() => writeWhole(inFolder('c/taken'), 'text')).toThrow('it is not a file');
    expect(() => writeWhole('/dev/null', 'text')).toThrow('it is not a file');
    expect(readdirSync(inFolder('c'))).toEqual(['taken']);
  });

  it('says in plain words that a disk is full', () => {
    const files = new ReportFiles([
      { format: 'csv', name: 'x.csv', path: inFolder('x.csv'), appends: false },
    ]);
    const error = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    jest.spyOn(fs, 'fsyncSync').mockImplementationOnce(() => {
      throw error;
    });
    expect(files.write(result)).toEqual([
      'the report csv=x.csv cannot be written: the disk is full',
    ]);
    expect(readdirSync(folder).filter((name) => name.includes('x.csv'))).toEqual([]);
  });
});

describe('ReportFiles', () => {
  it('writes the other reports if one cannot be written', () => {
    mkdirSync(inFolder('d/busy'), { recursive: true });
    const orders = ['json=d/one.json', 'junit=d/busy', 'csv=d/three.csv'].map((word) =>
      readReportOrders([word.replace('=', `=${folder}/`)]),
    );
    const files = new ReportFiles(orders.flat());
    files.begin(asked);
    expect(read(inFolder('d/three.csv'))).toContain('Not graded. The grading did not end');
    expect(files.write(result)).toEqual([
      `the report junit=${folder}/d/busy cannot be written: it is not a file`,
    ]);
    expect(JSON.parse(read(inFolder('d/one.json')))).toMatchObject({ points: 1 });
    expect(read(inFolder('d/three.csv'))).toContain('total,,1,1,');
  });

  it('keeps what stands in the summary of a job', () => {
    writeFileSync(inFolder('summary.md'), 'earlier\n');
    const env = { GITHUB_STEP_SUMMARY: inFolder('summary.md') };
    const files = new ReportFiles(readReportOrders(['github=-'], env));
    files.begin(asked);
    expect(read(inFolder('summary.md'))).toMatch(/^earlier\n## Grade\n\nNot graded/);
    files.write(result);
    expect(read(inFolder('summary.md'))).toMatch(/^earlier\n## Grade: 1 of 1 points\n/);
    expect(read(inFolder('summary.md'))).not.toContain('Not graded');
  });

  it('for GitHub, prints the report so that none of its lines is a command', () => {
    const files = new ReportFiles(readReportOrders([`github=${folder}/s.md`]));
    const text = files.print('  ::error::forged\n', result);
    expect(text).toMatch(/^::stop-commands::([-\w]{36})\n {2}::error::forged\n::\1::\n$/);
    expect(new ReportFiles([]).print('text\n', result, {})).toBe('text\n');
    const inJob = new ReportFiles([]).print('::error::forged\n', result, {
      GITHUB_ACTIONS: 'true',
    });
    expect(inJob).toMatch(/^::stop-commands::([-\w]{36})\n::error::forged\n::\1::\n$/);
  });
});

describe('the values of --report', () => {
  it.each([
    [
      'xml=x',
      'there is no report format "xml": the formats are json, junit, gradescope, classroom50',
    ],
    ['toString=x', 'there is no report format "toString"'],
    ['json', '--report needs a file: --report json=FILE'],
    ['json=', '--report needs a file'],
    ['json=-', '--report json=- needs the name of a file'],
    ['github=-', '--report github=- needs $GITHUB_STEP_SUMMARY, which GitHub sets'],
  ])('%s is refused', (word, sentence) => {
    expect(() => readReportOrders([word], {})).toThrow(sentence);
  });

  it('a file can be named only once', () => {
    expect(() => readReportOrders(['json=x', 'csv=./x'])).toThrow('--report names ./x twice');
  });

  it('are found in a wrong command line', () => {
    const argv = ['report', 'json=a', '--bogus', '--report=csv=b', '--report', 'xml=c'];
    expect(findReportOrders(argv).map(({ format, name }) => [format, name])).toEqual([
      ['json', 'a'],
      ['csv', 'b'],
    ]);
  });

  it('can come from npm, several in one variable', () => {
    expect(readReportOrders(['json=a\n\ncsv=b']).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('the file of --hide', () => {
  const [first] = readMatrix('ledger').checks;
  const hide = (text: string): Set<string> => {
    writeFileSync(inFolder('hide.txt'), text);
    return readHidden(inFolder('hide.txt'));
  };

  it('names checks, steps, and beginnings of names', () => {
    const all = readMatrix('ledger').checks.map(({ name }) => hiddenKey('ledger', name));
    expect(hide(`\uFEFF# the exam\r\n\r\n  ${first.name}  \r\n`)).toEqual(new Set([all[0]]));
    expect([...hide('step5')]).toEqual(all);
    expect([...hide(`step5: ${first.name.slice(0, 30)}`)]).toContain(all[0]);
    expect([...hide(`ledger: ${first.name}`)]).toEqual([all[0]]);
    expect(hide('# nothing\n')).toEqual(new Set());
  });

  it.each(['no such check', 'step5: no such check', 'step99', first.name.slice(0, 20)])(
    'refuses "%s"',
    (line) => {
      expect(() => hide(`# exam\n${line}`)).toThrow(
        `line 2 of ${inFolder('hide.txt')} names no step and no check: ${line}`,
      );
    },
  );

  it('must exist', () => {
    expect(() => readHidden(inFolder('none.txt'))).toThrow(
      `--hide cannot read ${inFolder('none.txt')} (ENOENT)`,
    );
  });

  it('no two checks have the same name, so that a name is enough', () => {
    const names = COURSE.flatMap(({ name }) => readMatrix(name).checks.map((check) => check.name));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
