import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { starterFiles } from '../../grader/course/generator/starterFiles';
import { writeFiles } from '../../grader/course/generator/writeFiles';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { copyProject } from '../../tests/support/copyProject';
import { KEYS, loadPty, Terminal } from '../../tests/support/Terminal';
import { coursePathsIn } from '../update/FolderFiles';
import { Git } from '../update/Git';
import { isTopOfRepository } from '../update/isTopOfRepository';
import { recoverUpdate } from '../update/recoverUpdate';
import { renderDone, renderUpdate } from '../update/renderUpdate';
import { isEmpty } from '../update/ReadyUpdate';
import type { ReadyUpdate } from '../update/ReadyUpdate';
import { UpdateFolder } from '../update/UpdateFolder';
import { updateFromFolder } from '../update/updateFromFolder';
import { updateOverGit } from '../update/updateOverGit';

const STUB = `import { NotImplemented } from './supplied/NotImplemented';

/**
 * Mines a block.
 *
 * @step 3
 */
export function mine(draft: string): string {
  throw new NotImplemented('step3', 'mine', 'exercises/03-mine.md');
}
`;
const NEW_STUB = STUB.replace('Mines a block.', 'Mines a block, or returns null.');
const LEDGER = STUB.replaceAll('mine', 'ledger').replaceAll('3', '5');
const OWN = `import { Chain } from './supplied/Chain';

// my own words
export function mine(draft: string): string {
  return draft + String(Chain);
}
`;
const MOVED = OWN.replace('./supplied/Chain', './supplied/chain/Chain');

/** A small course with all kinds of files. */
const COURSE = {
  'README.md': 'The course.\n',
  'CHANGELOG.md': '# Changelog\n\n- **Old.** An old entry.\n',
  'package.json': '{ "name": "cantor" }\n',
  'package-lock.json': '{}\n',
  'exercises/03-mine.md': 'Mine.\n',
  'grader/course/course.ts': 'export {};\n',
  'grader/course/movedFiles.ts': 'export {};\n',
  'starter/mine.ts': STUB,
  'starter/ledger.ts': LEDGER,
  'starter/supplied/Chain.ts': 'export const Chain = 1;\n',
  'starter/supplied/types.ts': 'export type Text = string;\n',
};

/** What the next version of the course changes. */
const CHANGES = {
  'README.md': 'The course, explained better.\n',
  'CHANGELOG.md':
    '# Changelog\n\n- **New.** See [the map](exercises/README.md).\n- **Old.** An old entry.\n',
  'package-lock.json': '{ "new": true }\n',
  'exercises/03-mine.md': 'Mine, explained better.\n',
  'grader/course/movedFiles.ts':
    "export const MOVED_FILES = new Map([\n  ['supplied/Chain.ts', 'supplied/chain/Chain.ts'],\n]);\n",
  'starter/mine.ts': NEW_STUB,
  'starter/supplied/Chain.ts': null,
  'starter/supplied/chain/Chain.ts': 'export const Chain = 2;\n',
};

/** How a command has ended. */
interface Ending {
  code: number;
  out: string;
  err: string;
}

let scratch: string;
let course: string;
let student: string;

const git = (folder: string, ...words: string[]): string =>
  execFileSync('git', ['-C', folder, ...words], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: GIT_ENV,
  }).trimEnd();

/** No settings of the person who runs the tests. */
const NO_SETTINGS = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const GIT_ENV = {
  ...process.env,
  ...NO_SETTINGS,
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.c' },
  ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' },
};

function write(folder: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
  }
}

function commit(folder: string, files: Readonly<Record<string, string | null>>): string {
  write(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'a change');
  return git(folder, 'rev-parse', 'HEAD');
}

const read = (path: string): string => readFileSync(join(student, path), 'utf8');
const status = (): string => git(student, 'status', '--porcelain');

/** All files of a folder with their texts, except git's own. */
function snapshot(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/^\.git(\/|$)/.test(path) && statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Makes the update, and returns what a student reads about it. */
async function update(from?: string): Promise<ReadyUpdate & { text: string }> {
  const found = await updateOverGit(student, from);
  const before = snapshot(student);
  const text = renderUpdate(found);
  expect(snapshot(student)).toEqual(before);
  found.run();
  return { ...found, text };
}

/** A course and a student's clone of it. Each test gets a copy. */
let template: string;

beforeAll(() => {
  template = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'template-'));
  mkdirSync(join(template, 'course'));
  git(join(template, 'course'), 'init', '--quiet', '--initial-branch', 'main');
  commit(join(template, 'course'), COURSE);
  git(template, 'clone', '--quiet', 'course', 'student');
  git(join(template, 'student'), 'remote', 'set-url', 'origin', '../course');
});

beforeEach(() => {
  scratch = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'update (1) '));
  cpSync(template, scratch, { recursive: true });
  course = join(scratch, 'course');
  student = join(scratch, 'student');
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

it('a student without work gets the new version, as with git pull', async () => {
  const newest = commit(course, CHANGES);
  const { text } = await update();
  expect(git(student, 'rev-parse', 'HEAD')).toBe(newest);
  expect(git(student, 'rev-parse', 'origin/main')).toBe(newest);
  expect(status()).toBe('');
  expect(snapshot(student)).toEqual(snapshot(course));
  expect(existsSync(join(student, 'starter/supplied/Chain.ts'))).toBe(false);
  expect(text).toContain('The update changes 8 files of the course.');
  expect(text).toContain('  Step 3, mine: in the stub, mine has another doc comment\n');
  expect(text).toContain('  The handout has changed: exercises/03-mine.md\n');
  expect(text).toContain('What is new in CHANGELOG.md:\n  New. See the map.\n');
  expect(text).not.toContain('An old entry');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(isEmpty(await updateOverGit(student))).toBe(true);
});

it('work that is not committed stays, and only its imports change', async () => {
  write(student, { 'starter/mine.ts': OWN });
  const newest = commit(course, CHANGES);
  const found = await update();
  expect(read('starter/mine.ts')).toBe(MOVED);
  expect(git(student, 'rev-parse', 'HEAD')).toBe(newest);
  expect(status()).toBe(' M starter/mine.ts');
  expect(found.text).toContain(
    '  starter/mine.ts: ./supplied/Chain becomes ./supplied/chain/Chain\n',
  );
  expect(found.text).toContain('Your files stay:\n  starter/mine.ts\n');
  expect(renderDone(found, false)).toBe(
    'The course is updated.\n' +
      'The packages have changed. Type: npm install\n' +
      'Then check this machine: npm run doctor\n',
  );
});

it('commits of the student stay, and a merge commit joins them with the update', async () => {
  const own = commit(student, { 'starter/mine.ts': OWN, 'notes.md': 'my notes\n' });
  const newest = commit(course, CHANGES);
  const { text } = await update();
  expect(git(student, 'log', '-1', '--format=%P')).toBe(`${own} ${newest}`);
  expect(git(student, 'log', '-1', '--format=%s')).toBe('Update the course from origin');
  expect(status()).toBe('');
  expect(snapshot(student)).toEqual({
    ...snapshot(course),
    'starter/mine.ts': MOVED,
    'notes.md': 'my notes\n',
  });
  expect(text).toContain('Your commits stay. A merge commit joins them with the update.');
  expect(isEmpty(await updateOverGit(student))).toBe(true);

  // The next update works in the same way.
  commit(course, { 'README.md': 'Once more.\n', 'starter/mine.ts': STUB });
  await update();
  expect(read('README.md')).toBe('Once more.\n');
  expect(read('starter/mine.ts')).toBe(MOVED);
  expect(status()).toBe('');
});

it('commits and work that is not committed stay together', async () => {
  commit(student, { 'starter/mine.ts': OWN });
  write(student, { 'starter/mine.ts': `${OWN}// more\n`, 'starter/ledger.ts': '// begun\n' });
  write(student, { 'starter/helper.ts': '// not in git\n' });
  commit(course, CHANGES);
  await update();
  expect(read('starter/mine.ts')).toBe(`${MOVED}// more\n`);
  expect(read('starter/ledger.ts')).toBe('// begun\n');
  expect(read('starter/helper.ts')).toBe('// not in git\n');
  expect(git(student, 'show', 'HEAD:starter/mine.ts')).toBe(MOVED.trimEnd());
  expect(status()).toBe(' M starter/ledger.ts\n M starter/mine.ts\n?? starter/helper.ts');
});

it.each(['committed', 'not committed'])(
  'a course file that the student has changed too is kept as .yours (%s)',
  async (kind) => {
    const mine = {
      'README.md': 'The course. My notes.\n',
      'starter/supplied/Chain.ts': 'export const Chain = 99;\n',
      'starter/supplied/types.ts': 'export type Text = number;\n',
    };
    if (kind === 'committed') commit(student, mine);
    else write(student, mine);
    write(student, { 'README.md.yours': 'an earlier one\n' });
    commit(course, CHANGES);
    const found = await update();
    expect(read('README.md')).toBe(CHANGES['README.md']);
    expect(read('README.md.yours')).toBe('an earlier one\n');
    expect(read('README.md.yours-2')).toBe(mine['README.md']);
    expect(read('starter/supplied/Chain.ts.yours')).toBe(mine['starter/supplied/Chain.ts']);
    expect(existsSync(join(student, 'starter/supplied/Chain.ts'))).toBe(false);
    // The course has not changed this file.
    expect(read('starter/supplied/types.ts')).toBe(mine['starter/supplied/types.ts']);
    expect(found.text).toContain('  README.md is kept as README.md.yours-2\n');
    expect(renderDone(found, false)).toContain('Your README.md is now README.md.yours-2\n');
  },
);

it('staged work that the update would change stops it, and nothing changes', async () => {
  write(student, { 'starter/mine.ts': OWN });
  git(student, 'add', 'starter/mine.ts');
  commit(course, CHANGES);
  const before = [snapshot(student), git(student, 'rev-parse', 'HEAD'), status()];
  const found = await updateOverGit(student);
  expect(() => found.run()).toThrow(
    'the update changes a file that you have staged (starter/mine.ts). Commit first: git commit. Nothing has changed',
  );
  expect([snapshot(student), git(student, 'rev-parse', 'HEAD'), status()]).toEqual(before);
});

it.each(['README.md', 'starter/mine.ts', 'starter/supplied/chain/Chain.ts'])(
  'a file that is saved while the question waits is not replaced (%s)',
  async (path) => {
    commit(student, { 'notes.md': 'my notes\n' });
    commit(course, CHANGES);
    const found = await updateOverGit(student);
    write(student, { [path]: 'just saved\n' });
    const before = [snapshot(student), git(student, 'rev-parse', 'HEAD'), status()];
    expect(() => found.run()).toThrow(
      `${path} has changed in the meantime. Nothing has changed in the project; try again`,
    );
    expect([snapshot(student), git(student, 'rev-parse', 'HEAD'), status()]).toEqual(before);
  },
);

it('a commit while the question waits stops the update', async () => {
  commit(course, CHANGES);
  const found = await updateOverGit(student);
  const own = commit(student, { 'notes.md': 'my notes\n' });
  expect(() => found.run()).toThrow('there is a new commit since the update was prepared');
  expect(git(student, 'rev-parse', 'HEAD')).toBe(own);
});

it('links, nested repositories and names that are not UTF-8 stay in a merge commit', async () => {
  const own = commit(student, { 'starter/mine.ts': OWN });
  const id = git(student, 'rev-parse', 'HEAD:README.md');
  const entries = [`120000 ${id}\tlink`, `160000 ${own}\tnested`, `100644 ${id}\tna\xefve`, ''];
  execFileSync('git', ['-C', student, 'update-index', '-z', '--index-info'], {
    input: Buffer.from(entries.join('\0'), 'latin1'),
  });
  git(student, 'commit', '--quiet', '-m', 'special files');
  const special = (): string[] =>
    git(student, 'ls-tree', '-r', 'HEAD')
      .split('\n')
      .filter((line) => /\t(link|nested|"na)/.test(line));
  const before = special();
  expect(before).toHaveLength(3);
  commit(course, CHANGES);
  await update();
  expect(special()).toEqual(before);
  expect(git(student, 'show', 'HEAD:README.md')).toBe(CHANGES['README.md'].trimEnd());
});

it('a file of the course takes the name of a deleted folder', async () => {
  commit(course, { 'tools/old.md': 'old\n' });
  await update();
  commit(student, { 'notes.md': 'my notes\n' });
  rmSync(join(student, 'tools'), { recursive: true });
  rmSync(join(course, 'tools'), { recursive: true });
  commit(course, { tools: 'a file\n' });
  await update();
  expect(read('tools')).toBe('a file\n');
  expect(status()).toBe('');
});

it('a link in the new version is refused', async () => {
  symlinkSync('README.md', join(course, 'LINK.md'));
  commit(course, CHANGES);
  await expect(updateOverGit(student)).rejects.toThrow(
    'LINK.md is a link in the new version, and npm run update does not copy links. Nothing has changed',
  );
});

it('staged work elsewhere stays staged', async () => {
  write(student, { 'starter/ledger.ts': '// begun\n', 'new.md': 'new\n' });
  git(student, 'add', '--all');
  commit(course, CHANGES);
  await update();
  expect(status()).toBe('A  new.md\nM  starter/ledger.ts');
});

it('a repository from a template shares no commit with the course, and works too', async () => {
  rmSync(join(student, '.git'), { recursive: true });
  git(student, 'init', '--quiet', '--initial-branch', 'main');
  cpSync(join(ROOT, 'solution'), join(student, 'solution'), { recursive: true });
  const stub = (await starterFiles()).get('mine.ts') ?? '';
  commit(student, { 'starter/mine.ts': stub, 'starter/ledger.ts': '// begun before git\n' });
  commit(student, { 'README.md': 'My README.\n' });
  git(student, 'remote', 'add', 'upstream', course);
  commit(course, CHANGES);
  const { text } = await update();
  expect(text).toContain(`Updates come from upstream, `);
  expect(read('starter/mine.ts')).toBe(NEW_STUB);
  expect(read('starter/ledger.ts')).toBe('// begun before git\n');
  expect(read('README.md.yours')).toBe('My README.\n');
  expect(git(student, 'log', '-1', '--format=%s')).toBe('Update the course from upstream');
  expect(isEmpty(await updateOverGit(student))).toBe(true);
});

it.each(['works', 'is broken'])(
  "without a common commit, the student's own files stay (solution/ %s)",
  async (state) => {
    rmSync(join(student, '.git'), { recursive: true });
    git(student, 'init', '--quiet', '--initial-branch', 'main');
    cpSync(join(ROOT, 'solution'), join(student, 'solution'), { recursive: true });
    if (state === 'is broken') rmSync(join(student, 'solution/mine.ts'));
    const own = { 'notes.md': 'mine\n', 'exercises/own.md': 'mine\n', 'starter/own.ts': '//\n' };
    write(student, { 'grader/old.ts': 'export {};\n' });
    commit(student, own);
    git(student, 'remote', 'add', 'upstream', course);
    commit(course, CHANGES);
    await update();
    expect(snapshot(student)).toMatchObject({ ...own, 'README.md': CHANGES['README.md'] });
    expect(existsSync(join(student, 'grader/old.ts'))).toBe(false);
    expect(git(student, 'show', 'HEAD:notes.md')).toBe('mine');
    expect(status()).toBe('');
  },
);

it('the remote upstream goes before origin, and an address before both', async () => {
  const other = join(scratch, 'other.git');
  git(scratch, 'clone', '--quiet', '--bare', course, other);
  git(student, 'remote', 'add', 'upstream', other);
  commit(course, CHANGES);
  expect(isEmpty(await updateOverGit(student))).toBe(true);
  expect((await updateOverGit(student, course)).plan.updated).toContain('README.md');
});

it('a step that is written on both sides stops the update', async () => {
  commit(student, { 'starter/mine.ts': OWN });
  commit(course, { 'starter/mine.ts': `${OWN}// on another machine\n` });
  await expect(updateOverGit(student)).rejects.toThrow(
    'starter/mine.ts is written on both sides, here and in the update. Use git pull to join the two',
  );
});

it('says in one line why it cannot fetch, and changes nothing', async () => {
  git(student, 'remote', 'set-url', 'origin', 'http://name:secret@127.0.0.1:9/course.git');
  const before = snapshot(student);
  const error = await updateOverGit(student).catch((reason: Error) => reason.message);
  expect(error).toMatch(
    /^git cannot fetch from origin, http:\/\/127\.0\.0\.1:9\/course\.git \(.+\)\. Nothing has changed$/,
  );
  expect(error).not.toContain('secret');
  expect(snapshot(student)).toEqual(before);
  git(student, 'remote', 'remove', 'origin');
  await expect(updateOverGit(student)).rejects.toThrow(
    'git has no remote upstream or origin. Ask your instructor for the address',
  );
  await expect(updateOverGit(student, join(scratch, 'nowhere'))).rejects.toThrow('cannot fetch');
});

it('a token in an address is not shown, and does not go into git', async () => {
  commit(student, { 'notes.md': 'my notes\n' });
  commit(course, CHANGES);
  const address = 'https://user:to@ken@example.org/course.git';
  git(student, 'config', `url.${course}.insteadOf`, address);
  const { text } = await update(address);
  const recorded = git(student, 'log', '--format=%B') + git(student, 'reflog');
  expect(text).toContain('Updates come from https://example.org/course.git.');
  expect(recorded).toContain('Update the course from https://example.org/course.git');
  expect(text + recorded).not.toMatch(/user|ken/);
});

it('hooks do not run', async () => {
  const trace = join(scratch, 'trace');
  for (const name of ['reference-transaction', 'post-index-change']) {
    write(student, { [`.git/hooks/${name}`]: `#!/bin/sh\necho ${name} >>'${trace}'\n` });
    chmodSync(join(student, '.git/hooks', name), 0o755);
  }
  commit(course, CHANGES);
  await update();
  expect(existsSync(trace)).toBe(false);
});

it('variables that show git another history do not reach it', () => {
  const names = ['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE', 'GIT_GRAFT_FILE'];
  for (const name of names) process.env[name] = join(scratch, 'nothing');
  try {
    const seen = new Git(student).text(['-c', 'alias.show-env=!env', 'show-env']).split('\n');
    expect(seen.filter((line) => names.includes(line.split('=')[0]))).toEqual([]);
  } finally {
    for (const name of names) Reflect.deleteProperty(process.env, name);
  }
});

it.each([
  ['no branch', () => git(student, 'checkout', '--quiet', '--detach'), 'git is on no branch'],
  [
    'a merge',
    () => writeFileSync(join(student, '.git/MERGE_HEAD'), git(student, 'rev-parse', 'HEAD')),
    'git is in the middle of a merge or a rebase',
  ],
  [
    'a link',
    () => execFileSync('sh', ['-c', 'rm -r exercises; ln -s . exercises'], { cwd: student }),
    'exercises is a link, and the course has a folder of this name',
  ],
])('stops if there is %s', async (_name, prepare, message) => {
  commit(course, CHANGES);
  prepare();
  await expect(updateOverGit(student)).rejects.toThrow(message);
});

it('another program that uses git stops the update', async () => {
  commit(course, CHANGES);
  const before = snapshot(student);
  writeFileSync(join(student, '.git/index.lock'), '');
  const found = await updateOverGit(student);
  expect(() => found.run()).toThrow('another program uses git here');
  expect(snapshot(student)).toEqual(before);
});

it('a fault half-way brings the old files back', async () => {
  commit(student, { 'starter/mine.ts': OWN });
  commit(course, CHANGES);
  const before = [snapshot(student), git(student, 'rev-parse', 'HEAD'), status()];
  const found = await updateOverGit(student);
  // The branch cannot move, after all files are in place.
  const lock = join(student, '.git/refs/heads/main.lock');
  writeFileSync(lock, '');
  expect(() => found.run()).toThrow(/lock/);
  rmSync(lock);
  expect([snapshot(student), git(student, 'rev-parse', 'HEAD'), status()]).toEqual(before);
});

it.each([0, 1, 4])(
  'after a kill in the middle, the next update brings the old files back (%i)',
  async (files) => {
    const before = snapshot(student);
    commit(course, CHANGES);
    const { plan } = await updateOverGit(student);
    const folder = new UpdateFolder(student);
    folder.prepare(plan.writes, git(course, 'rev-parse', 'HEAD'));
    // The first files are already in place.
    for (const path of [...plan.writes.keys()].slice(0, files)) {
      const content = plan.writes.get(path)?.content.toString() ?? null;
      write(student, { [path]: content });
    }
    expect(recoverUpdate(student, true)).toBe(
      'The last update was interrupted. The files from before it are back.',
    );
    expect(snapshot(student)).toEqual(before);
    await update();
    expect(snapshot(student)).toEqual(snapshot(course));
  },
);

it('what the student writes after a kill is not replaced', async () => {
  commit(course, CHANGES);
  const { plan } = await updateOverGit(student);
  const folder = new UpdateFolder(student);
  folder.prepare(plan.writes);
  folder.apply();
  write(student, { 'starter/mine.ts': OWN });
  expect(recoverUpdate(student, true)).toContain('so they stay: starter/mine.ts');
  expect(read('starter/mine.ts')).toBe(OWN);
  expect(read('README.md')).toBe(COURSE['README.md']);
});

it('after a kill at the end, the next update completes it', async () => {
  const newest = commit(course, CHANGES);
  const { plan } = await updateOverGit(student);
  const folder = new UpdateFolder(student);
  folder.prepare(plan.writes, newest);
  folder.apply();
  git(student, 'fetch', '--quiet');
  git(student, 'update-ref', 'HEAD', newest);
  expect(recoverUpdate(student, true)).toBe(
    'The last update was interrupted at its end. It is complete now.',
  );
  expect(snapshot(student)).toEqual(snapshot(course));
});

it('after a kill at the end and another commit, the update is complete', async () => {
  const newest = commit(course, CHANGES);
  const { plan } = await updateOverGit(student);
  const folder = new UpdateFolder(student);
  writeFileSync(folder.fileFor('index'), 'an old index');
  folder.prepare(plan.writes, newest);
  folder.apply();
  git(student, 'fetch', '--quiet');
  git(student, 'update-ref', 'HEAD', newest);
  writeFileSync(join(student, '.git/info/exclude'), '*.kept\n');
  commit(student, { 'notes.md': 'my notes\n' });
  expect(recoverUpdate(student, true)).toBe(
    'The last update was interrupted at its end. It is complete now.',
  );
  expect(snapshot(student)).toEqual({ ...snapshot(course), 'notes.md': 'my notes\n' });
  expect(status()).toBe('');
});

it('after a kill while the old files get their name, the update is complete', async () => {
  commit(course, CHANGES);
  const { plan } = await updateOverGit(student);
  const folder = new UpdateFolder(student);
  folder.prepare(plan.writes);
  folder.apply();
  renameSync(join(student, 'update.kept/old'), join(student, 'before-update.kept'));
  expect(recoverUpdate(student, false)).toBe(
    'The last update was interrupted at its end. It is complete now.',
  );
  expect(existsSync(join(student, 'update.kept'))).toBe(false);
  expect(read('README.md')).toBe(CHANGES['README.md']);
});

it('a damaged copy of an old file does not replace the new file', async () => {
  commit(course, CHANGES);
  const { plan } = await updateOverGit(student);
  const folder = new UpdateFolder(student);
  folder.prepare(plan.writes);
  folder.apply();
  write(student, { 'update.kept/old/README.md': '', 'update.kept/old/package-lock.json': null });
  expect(recoverUpdate(student, true)).toContain(
    'The copies of these are damaged, so the new files stay: package-lock.json, README.md.',
  );
  expect(read('README.md')).toBe(CHANGES['README.md']);
  expect(read('CHANGELOG.md')).toBe(COURSE['CHANGELOG.md']);
});

it('a repository that git does not accept is not taken for a folder without git', () => {
  const names = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', ...NO_SETTINGS };
  const before = { ...process.env };
  Object.assign(process.env, names);
  try {
    expect(() => isTopOfRepository(student)).toThrow(
      `git does not accept the repository in ${student} (detected dubious ownership in repository`,
    );
    expect(isTopOfRepository(scratch)).toBe(false);
  } finally {
    for (const name of Object.keys(names)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
});

it('all files of a clone are files of the course', () => {
  const clone = join(scratch, 'clone');
  git(scratch, 'clone', '--quiet', ROOT, clone);
  const paths = git(clone, '-c', 'core.quotePath=off', 'ls-files')
    .split('\n')
    .filter((path) => !/\.(kept|log)$/.test(path));
  expect(coursePathsIn(clone)).toEqual(expect.arrayContaining(paths));
  write(clone, { 'try.ts': '', 'try/a.ts': '', '.cantor.json': '', 'demo.cast': '' });
  expect(coursePathsIn(clone).toSorted()).toEqual(paths.toSorted());
});

describe('without git', () => {
  let copy: string;

  beforeEach(async () => {
    rmSync(join(student, '.git'), { recursive: true });
    cpSync(join(ROOT, 'solution'), join(student, 'solution'), { recursive: true });
    write(student, { 'solution/supplied/old.ts': 'export {};\n' });
    writeFiles(await starterFiles(join(student, 'solution')), join(student, 'starter'));
    copy = join(scratch, 'newer');
    cpSync(student, copy, { recursive: true });
    write(copy, { 'README.md': CHANGES['README.md'], 'exercises/03-mine.md': 'Better.\n' });
    write(copy, { 'solution/supplied/old.ts': null, 'starter/supplied/old.ts': null });
  });

  it('copies the course files over, and keeps the replaced files in a folder', async () => {
    write(student, { 'starter/mine.ts': OWN, 'notes.md': 'mine\n', 'exercises/own.md': 'mine\n' });
    write(student, { 'starter/supplied/types.ts': 'export type Mine = 1;\n' });
    write(copy, {
      'grader/course/movedFiles.ts': CHANGES['grader/course/movedFiles.ts'],
      'starter/supplied/types.ts': 'export type New = 1;\n',
      'starter/ledger.ts': LEDGER,
      'starter/supplied/Chain.ts': null,
    });
    const found = await updateFromFolder(student, copy);
    const { backup = '' } = found;
    expect(found.run()).toBe(true);
    expect(read('README.md')).toBe(CHANGES['README.md']);
    expect(read(`${backup}/README.md`)).toBe(COURSE['README.md']);
    expect(read('starter/mine.ts')).toBe(MOVED);
    expect(read(`${backup}/starter/mine.ts`)).toBe(OWN);
    expect(read('starter/ledger.ts')).toBe(LEDGER);
    expect(read('starter/supplied/types.ts')).toBe('export type New = 1;\n');
    expect(read('starter/supplied/types.ts.yours')).toBe('export type Mine = 1;\n');
    expect([read('notes.md'), read('exercises/own.md')]).toEqual(['mine\n', 'mine\n']);
    expect(existsSync(join(student, 'starter/supplied/old.ts'))).toBe(false);
    expect(read(`${backup}/starter/supplied/old.ts`)).toBe('export {};\n');
    expect(backup).toMatch(/^before-update-.*\.kept$/);
    expect(isEmpty(await updateFromFolder(student, copy))).toBe(true);
  });

  it('a file that is saved while the question waits is not replaced', async () => {
    const found = await updateFromFolder(student, copy);
    write(student, { 'README.md': 'just saved\n' });
    const before = snapshot(student);
    expect(() => found.run()).toThrow('README.md has changed in the meantime.');
    expect(snapshot(student)).toEqual(before);
  });

  it('refuses an archive, and a copy inside of the project', async () => {
    const archive = join(scratch, 'newer.ZIP');
    writeFileSync(archive, '');
    await expect(updateFromFolder(student, archive)).rejects.toThrow(
      `${archive} is an archive. Unpack it, and name its folder`,
    );
    const text = join(copy, 'README.md');
    await expect(updateFromFolder(student, text)).rejects.toThrow('is not a copy of the course');
    const inside = join(student, '..newer');
    cpSync(copy, inside, { recursive: true });
    await expect(updateFromFolder(student, inside)).rejects.toThrow('must be in another folder');
  });

  it('refuses what is no fresh copy', async () => {
    await expect(updateFromFolder(student, student)).rejects.toThrow('must be in another folder');
    await expect(updateFromFolder(student, join(copy, 'starter'))).rejects.toThrow(
      'is not a copy of the course',
    );
    write(copy, { 'starter/mine.ts': STUB.replace(/throw.*/, "return '';") });
    await expect(updateFromFolder(student, copy)).rejects.toThrow(
      'starter/mine.ts in the newer copy is already written. Unpack it again',
    );
  });

  it('a folder inside of another repository is not taken for a repository', () => {
    git(scratch, 'init', '--quiet');
    expect([isTopOfRepository(scratch), isTopOfRepository(student)]).toEqual([true, false]);
  });

  it('a fault half-way brings the old files back', async () => {
    const before = snapshot(student);
    const found = await updateFromFolder(student, copy);
    // A folder in the place of a file appears after the plan.
    rmSync(join(student, 'exercises'), { recursive: true });
    write(student, { exercises: 'a file\n' });
    expect(() => found.run()).toThrow();
    rmSync(join(student, 'exercises'));
    write(student, { 'exercises/03-mine.md': COURSE['exercises/03-mine.md'] });
    expect(snapshot(student)).toEqual(before);
  });
});

describe('npm run update', () => {
  let project: string;
  let env: NodeJS.ProcessEnv;

  /** Runs the command without a terminal, as a script does. */
  const run = (...words: string[]): Promise<Ending> => runWith({}, ...words);

  function runWith(more: NodeJS.ProcessEnv, ...words: string[]): Promise<Ending> {
    const args = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/update.ts', ...words];
    const options = { cwd: project, env: { ...env, ...more } };
    return new Promise((resolve) => {
      execFile(process.execPath, args, options, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  }

  beforeAll(async () => {
    project = await copyProject();
    env = cleanEnvironment(privateFolder(), { GIT_CONFIG_GLOBAL: '/dev/null' });
  });

  it('shows the update without a terminal, and does it with yes', async () => {
    write(project, { 'README.md': 'Old.\n', '.gitignore': 'node_modules\n*.kept\n.cantor.json\n' });
    git(project, 'init', '--quiet', '--initial-branch', 'main');
    commit(project, {});
    const upstream = join(scratch, 'upstream');
    git(scratch, 'clone', '--quiet', project, upstream);
    git(project, 'remote', 'add', 'upstream', upstream);
    expect(await run()).toEqual({
      code: 0,
      out: `There is nothing new at upstream, ${upstream}.\n`,
      err: '',
    });
    commit(upstream, { 'README.md': 'New.\n' });
    write(project, { 'starter/mine.ts': OWN });
    const shown = await run();
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(shown.out).toContain('The update changes 1 file of the course.');
    expect(shown.out).toMatch(/\nNothing has changed yet\. To update, type: npm run update yes\n$/);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe('Old.\n');
    // npm's own setting is not an answer.
    const setting = { npm_config_yes: 'true', npm_lifecycle_script: 'update.ts' };
    expect(await runWith(setting)).toEqual(shown);
    const done = await run('yes');
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toMatch(
      /\nThe course is updated\.\nThen check this machine: npm run doctor\n$/,
    );
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe('New.\n');
    expect(readFileSync(join(project, 'starter/mine.ts'), 'utf8')).toBe(MOVED);
    expect(existsSync(join(project, 'update.kept'))).toBe(false);
  });

  const pty = loadPty();
  const inTerminal = pty === undefined ? it.skip : it;

  inTerminal.each([
    ['yes\r', 'The course is updated.', 'Newest.\n'],
    ['\r', 'Nothing has changed.', 'New.\n'],
  ])('asks in a terminal (%j)', async (keys, answer, readme) => {
    if (pty === undefined) throw new Error('there are no pseudo-terminals here');
    const upstream = git(project, 'remote', 'get-url', 'upstream');
    rmSync(upstream, { recursive: true, force: true });
    git(scratch, 'clone', '--quiet', '--bare', project, upstream);
    const work = join(scratch, 'work');
    git(scratch, 'clone', '--quiet', upstream, work);
    commit(work, { 'README.md': 'Newest.\n' });
    git(work, 'push', '--quiet', 'origin', 'HEAD');
    writeFileSync(join(project, 'README.md'), 'New.\n');
    const before = git(project, 'rev-parse', 'HEAD');
    const command = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/update.ts'];
    const terminal = new Terminal(pty, { command, args: [], project });
    await terminal.after(
      () => {},
      'it asks',
      (text) => text.includes('Update now?'),
    );
    const ending = await terminal.endAfter(() => terminal.type(keys));
    expect(ending).toEqual({ code: 0, signal: null, isRestored: true });
    expect(terminal.text).toContain(answer);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe(readme);
    git(project, 'reset', '--quiet', '--hard', before);
  });

  inTerminal('Ctrl-C leaves everything as it is', async () => {
    if (pty === undefined) throw new Error('there are no pseudo-terminals here');
    const upstream = git(project, 'remote', 'get-url', 'upstream');
    rmSync(upstream, { recursive: true, force: true });
    git(scratch, 'clone', '--quiet', project, upstream);
    commit(upstream, { 'README.md': 'Newest.\n' });
    const command = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/update.ts'];
    const terminal = new Terminal(pty, { command, args: [], project });
    await terminal.after(
      () => {},
      'it asks',
      (text) => text.includes('Update now?'),
    );
    const ending = await terminal.endAfter(() => terminal.type(KEYS.ctrlC));
    expect(ending).toEqual({ code: 130, signal: null, isRestored: true });
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toBe('New.\n');
  });

  it.each([
    [['now'], '"now" means nothing here; see npm run update help\n'],
    [['from'], '--from needs a value; see npm run update help\n'],
    [['from', '--yes'], '--from needs a value; see npm run update help\n'],
    [['--from=--upload-pack=x'], '--from needs an address or a folder; see npm run update help\n'],
  ])('refuses %j in one line', async (words, line) => {
    expect(await run(...words)).toEqual({ code: 2, out: '', err: line });
  });

  it('says what to do without git, and explains itself in 60 columns', async () => {
    rmSync(join(project, '.git'), { recursive: true });
    expect(await run()).toEqual({
      code: 1,
      out: '',
      err:
        'npm run update failed: this folder is no git repository. Download the newest copy of the ' +
        'course, unpack it beside this folder, and type: npm run update from DIR\n',
    });
    const { code, out, err } = await run('help');
    expect([code, err]).toEqual([0, '']);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
