import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
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

const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'class-'));
const submissions = join(folder, 'submissions');

function write(path: string, bytes: Buffer | string): void {
  const file = join(submissions, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

beforeAll(async () => {
  chmodSync(folder, 0o711);
  // If somebody edits the grader during the test, the version of the course would change.
  GRADE.project = MERGE.project = await copyProject();
  const [hashBlock, mine] = [reference('hashBlock'), reference('mine')];
  write('Ada Löwe/cantor-main/starter/hashBlock.ts', `\uFEFF${hashBlock.replaceAll('\n', '\r\n')}`);
  write('Ada Löwe/cantor-main/starter/mine.ts', mine);
  const endless = replaceOnce('mine', 'const prefix', 'for (;;);\n  const prefix');
  write(
    'q-hang.zip',
    zipOf([
      { name: 'hashBlock.ts', bytes: hashBlock },
      { name: 'mine.ts', bytes: endless },
    ]),
  );
  const attack = [
    "import { writeFileSync } from 'node:fs';",
    "try { writeFileSync('/tmp/cantor-attack', ''); } catch {}",
    `console.log('[{"points":140,"outOf":140,"steps":[],"faults":[]}]');`,
    'process.exit(0);',
  ].join('\n');
  write('=q-attack.tgz', await tgzOf([{ name: 'starter/hashBlock.ts', bytes: attack }]));
  mkdirSync(join(submissions, 'q-empty'));
  write('q-corrupt.zip', zipOf([{ name: 'mine.ts', bytes: mine }]).subarray(0, -30));
  write('q-escape.zip', zipOf([{ name: '../../../out/hashBlock.ts', bytes: hashBlock }]));
  mkdirSync(join(submissions, 'q-link'));
  symlinkSync(
    join(GRADE.project, 'solution', 'hashBlock.ts'),
    join(submissions, 'q-link', 'hashBlock.ts'),
  );
  write('q-bomb.zip', zipOf([{ name: 'hashBlock.ts', bytes: Buffer.alloc(2 ** 26) }]));
  write('grades.xlsx', '');
});

const ARGS = [submissions, 'step1', 'step3', 'seed', '7'];

/** The rows of the class after its grading. */
const GRADES = [
  'name,1 hashBlock,3 mine,total,note',
  "'=q-attack,0,0,0,Missing: mine.ts.",
  'Ada Löwe,10,10,20,',
  'q-bomb,0,0,0,Missing: mine.ts.',
  'q-corrupt,,,,not judged: the zip archive is damaged',
  'q-empty,,,,not judged: it is empty',
  `q-escape,,,,"not judged: it has no step's file, such as hashBlock.ts | ""../../../out/hashBlock.ts"" names a place outside of the archive, so it is not read."`,
  'q-hang,10,4,14,3 checks are not judged',
  `q-link,,,,"not judged: it has no step's file, such as hashBlock.ts | ""hashBlock.ts"" is a link, so it is not read."`,
  '',
].join('\r\n');

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

const countIn = (out: string): number =>
  existsSync(join(out, 'results'))
    ? readdirSync(join(out, 'results')).filter((name) => name.endsWith('.json')).length
    : 0;

const out = join(folder, 'out');

it('a class that is stopped twice goes on where it stopped', async () => {
  const stored: Record<string, string> = {};
  for (const least of [1, 5]) {
    const running = new Spawned([...ARGS, 'out', out, 'cores', '1'], GRADE);
    await running.until('some are graded', () => countIn(out) >= least || running.hasEnded);
    expect(await running.endWith('SIGINT')).toEqual({ code: 130, signal: null });
    expect(running.out).toMatch(
      /^Stopped after \d of 8 submissions\. All results so far are stored\.\nTo go on, type the same command/,
    );
    expect(running.err).toBe('');
    expect(await processesLeft(running.folder)).toEqual([]);
    expect(foldersLeft(running.folder)).toEqual([]);
    expect(countIn(out)).toBeGreaterThanOrEqual(least);
    expect(countIn(out)).toBeLessThan(8);
    expect(existsSync(join(out, 'grades.csv'))).toBe(false);
    for (const [path, text] of Object.entries(stored)) {
      expect(readFileSync(join(out, path), 'utf8')).toBe(text);
    }
    for (const name of readdirSync(join(out, 'results'))) {
      stored[join('results', name)] = readFileSync(join(out, 'results', name), 'utf8');
    }
  }
  const { exit, out: said, err } = await run([...ARGS, 'out', out], GRADE);
  expect([exit?.code, err]).toEqual([1, '']);
  expect(said).toContain(
    '8 submissions: 4 graded, 4 not judged\n  – q-corrupt: the zip archive is',
  );
  expect(said).toContain('Not submissions: grades.xlsx');
  expect(readFileSync(join(out, 'grades.csv'), 'utf8')).toBe(GRADES);
  expect(readFileSync(join(out, 'class.html'), 'utf8')).toContain('4 of 8 submissions are graded');
  // What was graded before Ctrl-C was not graded again: its time is the same.
  for (const [path, text] of Object.entries(stored)) {
    if (text.includes('"report"')) expect(readFileSync(join(out, path), 'utf8')).toBe(text);
  }
  const reports = filesIn(join(out, 'reports'));
  expect(reports['q-hang.txt']).toContain('mine did not return within 2 seconds');
  expect(Object.keys(reports)).toHaveLength(8);
  expect(existsSync('/tmp/cantor-attack')).toBe(false);
});

it('a class in three shards, merged, has the same files as in one run', async () => {
  const parts = [1, 2, 3].map((number) => join(folder, `part${number}`));
  for (const [i, part] of parts.entries()) {
    const { exit } = await run([...ARGS, 'out', part, 'shard', `${i + 1}/3`], GRADE);
    expect(exit?.code).toBeLessThan(2);
  }
  const merged = join(folder, 'merged');
  const some = await run([...parts.slice(1), 'out', merged], MERGE);
  expect([some.exit?.code, some.err]).toEqual([1, 'Missing: shard 1/3\n']);
  const all = await run([...parts, 'out', merged], MERGE);
  expect([all.exit?.code, all.err]).toEqual([0, '']);
  expect(filesIn(merged)).toEqual(filesIn(out));
  // A merged class is a class.
  const again = await run([...ARGS, 'out', merged], GRADE);
  expect(again.exit?.code).toBe(1);
  expect(filesIn(merged)).toEqual(filesIn(out));
});

it('a result is used again only if nothing has changed', async () => {
  const files = readdirSync(join(out, 'results'));
  const results = (): Record<string, string> =>
    Object.fromEntries(
      ['Ada Löwe', 'q-bomb', 'q-hang', 'q-attack'].map((name) => {
        const file = files.find((each) => each.includes(name)) ?? '';
        return [name, readFileSync(join(out, 'results', file), 'utf8')];
      }),
    );
  const before = results();
  write('q-hang.zip', zipOf([{ name: 'hashBlock.ts', bytes: reference('hashBlock') }]));
  const overrides = join(folder, 'overrides.csv');
  writeFileSync(overrides, 'Ada Löwe;3;a copy, he says\n=q-attack;1;\nq-empty;2;oral\n');
  const args = [...ARGS, 'out', out, 'regrade', 'q-bomb', 'override', overrides];
  expect((await run(args, GRADE)).exit?.code).toBe(1);
  const after = results();
  expect(after['Ada Löwe']).toBe(before['Ada Löwe']);
  expect(after['q-attack']).toBe(before['q-attack']);
  expect(after['q-hang']).toContain('"mine"');
  expect(after['q-hang']).not.toBe(before['q-hang']);
  const csv = (): string => readFileSync(join(out, 'grades.csv'), 'utf8');
  expect(csv()).toContain('Ada Löwe,10,10,3,"overridden (graded 20): a copy, he says"');
  // The next run remembers the overrides. Without points, a line takes its override back.
  writeFileSync(overrides, '=q-attack;;\n');
  await run([...ARGS, 'out', out, 'override', overrides], GRADE);
  expect(csv()).toContain('Ada Löwe,10,10,3,"overridden');
  expect(csv()).toContain('q-empty,,,2,overridden (not judged): oral | not judged: it is empty');
  expect(csv()).toContain("'=q-attack,0,0,0,Missing: mine.ts.");
  expect(readFileSync(join(out, 'reports', 'Ada Löwe.txt'), 'utf8')).toContain(
    'Points: 3 of 20, set by hand. a copy, he says',
  );
  // Another seed: nothing is used again.
  const [dir, ...steps] = ARGS;
  await run([dir, ...steps.slice(0, -1), '8', 'out', out], GRADE);
  expect(results()['Ada Löwe']).not.toBe(after['Ada Löwe']);
});

it('with pseudonyms, no file but names.csv has a name', async () => {
  const secret = join(folder, 'secret');
  const args = [...ARGS, 'out', secret, 'pseudonyms'];
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
