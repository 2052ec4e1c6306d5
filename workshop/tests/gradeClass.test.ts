import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reference, replaceOnce } from '../../grader/steps/support/reference';
import { tgzOf, zipOf } from '../../tests/support/archives';
import { copyProject } from '../../tests/support/copyProject';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { run, Spawned } from '../../tests/support/Spawned';

const LAUNCH = 'workshop/commands/launch.js';
const GRADE = { command: [LAUNCH, 'workshop/commands/gradeClass.ts'], project: '' };
const MERGE = { command: [LAUNCH, 'workshop/commands/gradeMerge.ts'], project: '' };

const REPLAY = {
  command: ['workshop/commands/launchGuarded.js', 'workshop/commands/gradeReplay.ts'],
  project: '',
};

const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'class-'));
/** A class of thirty: `few`, and good submissions. */
const many = join(folder, 'many');
/** Eight submissions, most of them hostile. */
const few = join(folder, 'few');
const STEPS = ['step1', 'step3', 'seed', '7'];
const MANY = [many, ...STEPS];
const FEW = [few, ...STEPS];
/** How long a run of thirty can take. This is only a limit, for a busy machine. */
const CLASS_MS = 280_000;
jest.setTimeout(2 * CLASS_MS);

function write(place: string, path: string, bytes: Buffer | string): void {
  const file = join(place, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

const [hashBlock, mine] = [reference('hashBlock'), reference('mine')];

/** Writes one good submission, and seven that are hostile or damaged. */
async function writeFew(place: string): Promise<void> {
  const marked = `\uFEFF${hashBlock.replaceAll('\n', '\r\n')}`;
  write(place, 'Ada Löwe/cantor-main/starter/hashBlock.ts', marked);
  write(place, 'Ada Löwe/cantor-main/starter/mine.ts', mine);
  const endless = replaceOnce('mine', 'const prefix', 'for (;;);\n  const prefix');
  const hang = [
    { name: 'hashBlock.ts', bytes: hashBlock },
    { name: 'mine.ts', bytes: endless },
  ];
  write(place, 'q-hang.zip', zipOf(hang));
  const attack = [
    "import { writeFileSync } from 'node:fs';",
    "try { writeFileSync('/tmp/cantor-attack', ''); } catch {}",
    `console.log('[{"points":140,"outOf":140,"steps":[],"faults":[]}]');`,
    'process.exit(0);',
  ].join('\n');
  write(place, '=q-attack.tgz', await tgzOf([{ name: 'starter/hashBlock.ts', bytes: attack }]));
  mkdirSync(join(place, 'q-empty'));
  write(place, 'q-corrupt.zip', zipOf([{ name: 'mine.ts', bytes: mine }]).subarray(0, -30));
  write(place, 'q-escape.zip', zipOf([{ name: '../../../out/hashBlock.ts', bytes: hashBlock }]));
  mkdirSync(join(place, 'q-link'));
  const target = join(GRADE.project, 'solution', 'hashBlock.ts');
  symlinkSync(target, join(place, 'q-link', 'hashBlock.ts'));
  write(place, 'q-bomb.zip', zipOf([{ name: 'hashBlock.ts', bytes: Buffer.alloc(2 ** 26) }]));
  write(place, 'grades.xlsx', '');
}

/** The rows of these eight. */
const FEW_GRADES = [
  "'=q-attack,0,0,0,1 file missing",
  'Ada Löwe,10,10,20,',
  'q-bomb,0,0,0,1 file missing',
  'q-corrupt,,,,not judged: the zip archive is damaged',
  'q-empty,,,,not judged: it is empty',
  `q-escape,,,,"not judged: it has no step's file, such as hashBlock.ts | ""../../../out/hashBlock.ts"" names a place outside of the archive, so it is not read."`,
  'q-hang,10,4,14,3 checks are not judged',
  `q-link,,,,"not judged: it has no step's file, such as hashBlock.ts | ""hashBlock.ts"" is a link, so it is not read."`,
];

/** The names of the good submissions. */
const GOOD = [
  ...['Zoë  van den Berg', 'Ünal Öztürk (2)', "Siobhán O'Brien", '李 小龙', 'Đặng Thị Hà'],
  ...Array.from({ length: 17 }, (_, i) => `student ${i + 1}`),
];
/** A file that loses one check. */
const NEVER_STOPS = replaceOnce('mine', 'if (!goOn(BATCH)) return null;', 'goOn(BATCH);');

/** Writes the good submissions, each with one step file. Returns their rows. */
async function writeGood(place: string): Promise<string[]> {
  const rows: string[] = [];
  for (const [i, name] of GOOD.entries()) {
    const isFirst = i % 2 === 0;
    const file = isFirst ? 'hashBlock.ts' : 'mine.ts';
    const isWrong = i % 4 === 1;
    const bytes = isFirst ? hashBlock : isWrong ? NEVER_STOPS : mine;
    if (i % 3 === 0) write(place, join(name, 'my work', file), bytes);
    else if (i % 3 === 1) write(place, `${name}.zip`, zipOf([{ name: file, bytes }]));
    else write(place, `${name}.tar.gz`, await tgzOf([{ name: `./${file}`, bytes }]));
    const points = isFirst ? '10,0,10' : isWrong ? '0,9,9' : '0,10,10';
    rows.push(`${name},${points},1 file missing`);
  }
  return rows;
}

/** Returns `grades.csv` with these rows. */
function gradesOf(rows: readonly string[]): string {
  const nameOf = (row: string): string => row.replace(/^'/, '').split(',')[0];
  const sorted = rows.toSorted((one, two) => (nameOf(one) < nameOf(two) ? -1 : 1));
  return ['name,1 hashBlock,3 mine,total,note', ...sorted, ''].join('\r\n');
}

let manyGrades: string;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  // If somebody edits the grader during the test, the version of the course would change.
  GRADE.project = MERGE.project = REPLAY.project = await copyProject();
  await writeFew(few);
  await writeFew(many);
  manyGrades = gradesOf([...FEW_GRADES, ...(await writeGood(many))]);
});

/** Returns all files of a folder, without what differs from run to run. */
function filesIn(out: string, under = ''): Record<string, string> {
  return Object.assign(
    {},
    ...readdirSync(join(out, under), { withFileTypes: true }).map((entry) => {
      const path = join(under, entry.name);
      if (entry.isDirectory()) return filesIn(out, path);
      const text = readFileSync(join(out, path), 'utf8');
      const timeless = text
        .replace(/"seconds": [\d.]+/g, '"seconds": 0')
        .replace(/<time [^>]*>[^<]*<\/time>/g, '');
      return { [path]: timeless };
    }),
  ) as Record<string, string>;
}

/** Returns the results that a run has stored. */
function resultsIn(out: string): Record<string, string> {
  const place = join(out, 'results');
  const names = existsSync(place) ? readdirSync(place) : [];
  const whole = names.filter((name) => name.endsWith('.json'));
  return Object.fromEntries(whole.map((name) => [name, readFileSync(join(place, name), 'utf8')]));
}

/** Without a terminal, there is a line about the progress each minute. */
const withoutProgress = (err: string): string => err.replace(/^\d+ of \d+ graded.*\n/gm, '');

const countIn = (out: string): number => Object.keys(resultsIn(out)).length;

const out = join(folder, 'out');

it('a class of thirty that is interrupted twice goes on where it stopped', async () => {
  const stored: Record<string, string> = {};
  for (const [least, signal] of [
    [3, 'SIGINT'],
    [12, 'SIGKILL'],
  ] as const) {
    const running = new Spawned([...MANY, 'out', out], { ...GRADE, group: true });
    await running.until('some are graded', () => countIn(out) >= least || running.hasEnded);
    if (signal === 'SIGKILL') {
      expect(await running.killGroup()).toEqual({ code: null, signal });
    } else {
      expect(await running.endWith(signal)).toEqual({ code: 130, signal: null });
      expect(running.out).toMatch(
        /^Stopped after \d+ of 30 submissions\. All results so far are stored\.\nTo go on, type the same/,
      );
      expect(foldersLeft(running.folder)).toEqual([]);
    }
    expect(withoutProgress(running.err)).toBe('');
    expect(await processesLeft(running.folder)).toEqual([]);
    expect(existsSync(join(out, 'grades.csv'))).toBe(false);
    const results = resultsIn(out);
    expect(results).toMatchObject(stored);
    expect(Object.keys(results).length).toBeGreaterThanOrEqual(least);
    expect(Object.keys(results).length).toBeLessThan(30);
    Object.assign(stored, results);
  }
  const { exit, out: said, err } = await run([...MANY, 'out', out], GRADE, CLASS_MS);
  expect([exit?.code, withoutProgress(err)]).toEqual([1, '']);
  expect(said).toContain(
    '30 submissions: 26 graded, 4 not judged\n  – q-corrupt: the zip archive is',
  );
  expect(said).toContain('Not submissions: grades.xlsx');
  expect(readFileSync(join(out, 'grades.csv'), 'utf8')).toBe(manyGrades);
  // What was graded before an interruption was not graded again: its time is the same.
  const graded = Object.entries(stored).filter(([, text]) => text.includes('"report"'));
  expect(resultsIn(out)).toMatchObject(Object.fromEntries(graded));
  const page = readFileSync(join(out, 'class.html'), 'utf8');
  expect(page).toContain('26 of 30 submissions are graded');
  const { reports, disputes } = foldersIn(out);
  expect(reports['q-hang.txt']).toContain('mine did not return within 2 seconds');
  expect([Object.keys(reports).length, Object.keys(disputes).length]).toEqual([30, 26]);
  expect(existsSync('/tmp/cantor-attack')).toBe(false);
});

/** Returns the files that students get. */
function foldersIn(place: string): Record<'reports' | 'disputes', Record<string, string>> {
  return { reports: filesIn(join(place, 'reports')), disputes: filesIn(join(place, 'disputes')) };
}

it('a class of thirty in three shards, merged, has the same files as in one run', async () => {
  const parts = [1, 2, 3].map((number) => join(folder, `part${number}`));
  for (const [i, part] of parts.entries()) {
    const { exit } = await run([...MANY, 'out', part, 'shard', `${i + 1}/3`], GRADE, CLASS_MS);
    expect(exit?.code).toBeLessThan(2);
  }
  const merged = join(folder, 'merged');
  const some = await run([...parts.slice(1), 'out', merged], MERGE);
  expect([some.exit?.code, some.err]).toEqual([1, 'Missing: shard 1/3\n']);
  const all = await run([...parts, 'out', merged], MERGE);
  expect([all.exit?.code, all.err]).toEqual([0, '']);
  expect(filesIn(merged)).toEqual(filesIn(out));
  // A merged class is a class.
  const again = await run([...MANY, 'out', merged], GRADE);
  expect(again.exit?.code).toBe(1);
  expect(filesIn(merged)).toEqual(filesIn(out));
});

it('the file for a dispute repeats the grading of a class, and does not have its seed', async () => {
  const { gradingSeed } = JSON.parse(readFileSync(join(out, 'settings.json'), 'utf8')) as {
    gradingSeed: number;
  };
  for (const text of Object.values(foldersIn(out).disputes)) {
    expect(text).not.toContain(String(gradingSeed));
    expect(text).not.toMatch(/seed/i);
  }
  const file = join(out, 'disputes', 'q-hang.json');
  const same = await run([file, 'class', out], REPLAY);
  expect([same.exit?.code, same.err]).toEqual([0, '']);
  expect(same.out).toMatch(/^The same verdict: 14 of 20 points/);
  const blind = await run([file], REPLAY);
  expect([blind.exit?.code, blind.out]).toEqual([2, '']);
  expect(blind.err).toMatch(/^the file has no seed/);
  const forged = join(folder, 'forged.json');
  writeFileSync(forged, readFileSync(file, 'utf8').replace('for (;;);', ''));
  const other = await run([forged, 'class', out], REPLAY);
  expect([other.exit?.code, other.out]).toEqual([2, '']);
  expect(other.err).toContain('somebody has changed the file');
  const byHand = await run([forged, 'seed', String(gradingSeed)], REPLAY);
  expect(byHand.exit?.code).toBe(1);
  expect(byHand.out).toMatch(/^The verdict differs: 14 of 20 points in the file, 20 of 20 points/);
});

it('hidden checks stay hidden in all files of students, also in later runs', async () => {
  const place = join(folder, 'hiding');
  write(place, 'Eve/mine.ts', NEVER_STOPS);
  const name = 'If goOn returns false, mine returns null at once';
  const hide = join(folder, 'hide.txt');
  writeFileSync(hide, `# the exam\n${name}\n`);
  const hiding = join(folder, 'hidden');
  const runs = [
    ['step3', 'hide', hide],
    ['step3', 'regrade', 'Eve'],
  ];
  for (const words of runs) {
    const { exit, out: summary, err } = await run([place, ...words, 'out', hiding], GRADE);
    expect([exit?.code, err]).toEqual([0, '']);
    expect(summary).toContain('Hidden from students: 1 check\n');
    const { reports, disputes } = foldersIn(hiding);
    for (const text of [reports['Eve.txt'], disputes['Eve.json']]) {
      expect(text).not.toContain('returns null at once');
      expect(text).toMatch(
        /1 check is hidden\. You have 9 of 9 points\s+without the hidden checks/,
      );
    }
    expect(reports['Eve.txt']).toContain('9 of 10  █████████░  a hidden check has not passed');
    expect(readFileSync(join(hiding, 'grades.csv'), 'utf8')).toContain('Eve,9,9,');
    expect(readFileSync(join(hiding, 'class.json'), 'utf8')).toContain(name);
  }
  // The replay counts the hidden check too.
  const html = join(folder, 'eve.html');
  const words = ['class', hiding, 'report', `html=${html}`];
  const again = await run([join(hiding, 'disputes', 'Eve.json'), ...words], REPLAY);
  expect(again.exit?.code).toBe(0);
  expect(readFileSync(html, 'utf8')).toContain('1 check is hidden.');
  expect(readFileSync(html, 'utf8')).not.toContain('returns null at once');
  writeFileSync(hide, 'step3: no such check\n');
  const wrong = await run([place, 'step3', 'hide', hide, 'out', hiding], GRADE);
  expect([wrong.exit?.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toContain('names no step and no check');
  const near = await run([place, 'step3', 'regrade', 'Evo', 'out', hiding], GRADE);
  expect([near.exit?.code, near.err]).toEqual([
    2,
    expect.stringMatching(/^no submission is called "Evo"\. Did you mean Eve\?/),
  ]);
  const older = join(folder, 'older.json');
  copyFileSync(join(hiding, 'disputes', 'Eve.json'), older);
  writeFileSync(hide, '');
  await run([place, 'step3', 'hide', hide, 'out', hiding], GRADE);
  expect(foldersIn(hiding).reports['Eve.txt']).toContain(name);
  const invalid = await run([older, 'class', hiding], REPLAY);
  expect([invalid.exit?.code, invalid.out]).toEqual([2, '']);
  expect(invalid.err).toContain('its list of hidden checks has changed');
});

it('a result is used again only if nothing has changed', async () => {
  const small = join(folder, 'small');
  const first = await run([...FEW, 'out', small], GRADE);
  expect(first.exit?.code).toBe(1);
  expect(readFileSync(join(small, 'grades.csv'), 'utf8')).toBe(gradesOf(FEW_GRADES));
  const files = readdirSync(join(small, 'results'));
  const results = (): Record<string, string> =>
    Object.fromEntries(
      ['Ada Löwe', 'q-bomb', 'q-hang', 'q-attack'].map((name) => {
        const file = files.find((each) => each.includes(name)) ?? '';
        return [name, readFileSync(join(small, 'results', file), 'utf8')];
      }),
    );
  const before = results();
  write(few, 'q-hang.zip', zipOf([{ name: 'hashBlock.ts', bytes: hashBlock }]));
  const overrides = join(folder, 'overrides.csv');
  writeFileSync(overrides, 'Ada Löwe;3;a copy, he says\n=q-attack;1;\nq-empty;2;oral\n');
  const args = [...FEW, 'out', small, 'regrade', 'q-bomb', 'override', overrides];
  const second = await run(args, GRADE);
  expect(second.exit?.code).toBe(1);
  expect(second.out).not.toContain('The course has changed');
  expect(second.out).toMatch(/Points that are not as before: 1\n {2}– q-hang: \d+, before \d+\n/);
  const after = results();
  expect(after['Ada Löwe']).toBe(before['Ada Löwe']);
  expect(after['q-attack']).toBe(before['q-attack']);
  expect(after['q-hang']).toContain('"mine"');
  expect(after['q-hang']).not.toBe(before['q-hang']);
  const csv = (): string => readFileSync(join(small, 'grades.csv'), 'utf8');
  expect(csv()).toContain('Ada Löwe,10,10,3,"overridden (graded 20): a copy, he says"');
  // The next run remembers the overrides. Without points, a line takes its override back.
  writeFileSync(overrides, '=q-attack;;\n');
  const { out: summary } = await run([...FEW, 'out', small, 'override', overrides], GRADE);
  // A student whose points are set by hand has a grade.
  expect(first.out).toContain('– q-empty:');
  expect(summary).not.toContain('– q-empty:');
  expect(csv()).toContain('Ada Löwe,10,10,3,"overridden');
  expect(csv()).toContain('q-empty,,,2,overridden (not judged): oral | not judged: it is empty');
  expect(csv()).toContain("'=q-attack,0,0,0,1 file missing");
  expect(readFileSync(join(small, 'reports', 'Ada Löwe.txt'), 'utf8')).toContain(
    'Points: 3 of 20, set by hand. a copy, he says',
  );
  // With another seed, all grades would change.
  const [dir, ...steps] = FEW;
  const other = await run([dir, ...steps.slice(0, -1), '8', 'out', small], GRADE);
  expect([other.exit?.code, other.out]).toEqual([2, '']);
  expect(other.err).toContain('has another seed');
  expect(results()).toEqual(after);
});

it('a class from Moodle has files for Moodle, also in shards, but not with pseudonyms', async () => {
  const place = join(folder, 'moodle');
  const folders = ["Mary Ann O'Neil_4", 'Li Wei_5', 'Zoë_6'].map(
    (name) => `${name}_assignsubmission_file`,
  );
  for (const name of folders) write(place, `${name}/hashBlock.ts`, hashBlock);
  const order = [place, 'step1', 'seed', '7'];
  const outs = ['whole', 'one', 'two', 'joined', 'masked'].map((name) => join(folder, name));
  const [whole, one, two, joined, masked] = outs;
  const { out: said } = await run([...order, 'out', whole], GRADE);
  expect(said).toContain('/moodle/     grades and reports to upload to Moodle\n');
  await run([...order, 'out', one, 'shard', '1/2'], GRADE);
  await run([...order, 'out', two, 'shard', '2/2'], GRADE);
  await run([one, two, 'out', joined], MERGE);
  for (const each of [whole, joined]) {
    const { 'grades.csv': grades, ...feedback } = filesIn(join(each, 'moodle'));
    expect(grades).toContain(`\r\nParticipant 4,Mary Ann O'Neil,10,20`);
    expect(Object.keys(feedback).toSorted()).toEqual(
      folders
        .flatMap((name) => ['dispute.json', 'report.txt'].map((end) => join('feedback', name, end)))
        .toSorted(),
    );
  }
  await run([...order, 'out', masked, 'pseudonyms'], GRADE);
  expect(existsSync(join(masked, 'moodle'))).toBe(false);
});

it('a class is graded again after a change of the course, and says so', async () => {
  const place = join(folder, 'one');
  const results = join(folder, 'one-out');
  write(place, 'Eve/mine.ts', mine);
  const order = [place, 'step3', 'out', results];
  const changed = 'The course has changed, so all submissions are graded again.';
  expect((await run(order, GRADE)).out).not.toContain(changed);
  appendFileSync(join(GRADE.project, 'solution', 'mine.ts'), '// A comment.\n');
  const again = await run(order, GRADE);
  expect(again.out).toContain(changed);
  expect(again.out).not.toContain('not as before');
  expect((await run(order, GRADE)).out).not.toContain(changed);
});

it('with pseudonyms, no file but names.csv has a name', async () => {
  const secret = join(folder, 'secret');
  const args = [...FEW, 'out', secret, 'pseudonyms'];
  const { out: said } = await run(args, GRADE);
  expect(said).toContain('names.csv   the names behind the pseudonyms: keep this file private');
  const { 'names.csv': names, ...others } = filesIn(secret);
  expect(names).toMatch(/^pseudonym,name \(keep this file private\)\r\n/);
  expect(names).toMatch(/student-\w{10},Ada Löwe\r\n/);
  const text = JSON.stringify(others);
  for (const name of ['Ada', 'Löwe', 'q-', 'xlsx']) expect(text.includes(name)).toBe(false);
  expect(said).not.toMatch(/Ada|q-/);
});

it('the word list needs a list of repositories, and refuses what is not there', async () => {
  const list = join(folder, 'list.txt');
  writeFileSync(list, 'gone\tsubmissions/nowhere\nevil\text::touch /tmp/cantor-attack\n');
  const { exit, out: said } = await run(
    ['list', list, 'out', join(folder, 'cloned'), 'step1'],
    GRADE,
  );
  expect(exit?.code).toBe(1);
  expect(said).toContain('2 submissions: 0 graded, 2 not judged');
  expect(said).toContain('evil: git cannot read it: "transport \'ext\' not allowed"');
  expect(existsSync('/tmp/cantor-attack')).toBe(false);
});
